using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>
/// Spectral contrast in seven bands (edges 0, 200, 400, 800, 1600, 3200, 6400, 12800 Hz): the level in dB of the mean of the largest 2 %
/// of a band's magnitudes less that of the smallest 2 %.
/// </summary>
/// <remarks>
/// As librosa has it: band k holds the bins with edge[k] ≤ f ≤ edge[k+1] and, above band 0, one bin more below; band 6 reaches to the
/// last bin. n = max(1, round(0.02·bins)), halves to even; then every band but the last gives up its last bin.
/// </remarks>
internal static unsafe class SpectralContrast
{
    /// <summary>Bands.</summary>
    public const int Bands = 7;

    private const int MostExtremes = 8;

    private static readonly (int First, int End, int Extremes)[] Layout = Build();

    /// <summary>The mean of the n largest and of the n smallest magnitudes per band, for eight frames.</summary>
    /// <param name="strip">Magnitudes [bin][8].</param>
    /// <param name="peak">Receives the means of the largest, one band per row.</param>
    /// <param name="valley">Receives the means of the smallest.</param>
    /// <param name="column">The first of the eight frames.</param>
    public static void Extremes(float* strip, Plane peak, Plane valley, int column)
    {
        Vector256<float>* largest = stackalloc Vector256<float>[MostExtremes];
        Vector256<float>* smallest = stackalloc Vector256<float>[MostExtremes];
        for (int band = 0; band < Bands; band++)
        {
            (int first, int end, int n) = Layout[band];
            for (int i = 0; i < n; i++)
            {
                largest[i] = Vector256<float>.Zero;
                smallest[i] = Vector256.Create(float.PositiveInfinity);
            }
            for (int k = first; k < end; k++)
            {
                // Each list stays sorted: what is pushed out of one place moves on to the next.
                Vector256<float> up = Vector256.Load(strip + CryFrames.Lanes * k);
                Vector256<float> down = up;
                for (int i = 0; i < n; i++)
                {
                    Vector256<float> high = largest[i], low = smallest[i];
                    largest[i] = Vector256.Max(high, up);
                    up = Vector256.Min(high, up);
                    smallest[i] = Vector256.Min(low, down);
                    down = Vector256.Max(low, down);
                }
            }
            Store(largest, n, peak, band, column);
            Store(smallest, n, valley, band, column);
        }
    }

    /// <summary>Replaces the peaks by the contrast, dB. Peaks and valleys are each limited to 80 dB under their largest level.</summary>
    public static void Finish(Plane peak, Plane valley, int columns)
    {
        Decibels.Clip(peak, Bands, columns, Decibels.FromPower(peak, Bands, columns));
        Decibels.Clip(valley, Bands, columns, Decibels.FromPower(valley, Bands, columns));
        for (int band = 0; band < Bands; band++)
        {
            Span<float> high = peak.Row(band), low = valley.Row(band);
            for (int t = 0; t < columns; t++)
                high[t] -= low[t];
        }
    }

    private static void Store(Vector256<float>* values, int n, Plane plane, int band, int column)
    {
        Vector256<float> sum = values[0];
        for (int i = 1; i < n; i++)
            sum += values[i];
        (sum / n).CopyTo(plane.Row(band)[column..]);
    }

    private static (int First, int End, int Extremes)[] Build()
    {
        var layout = new (int, int, int)[Bands];
        for (int band = 0; band < Bands; band++)
        {
            double low = band == 0 ? 0 : 100 << band;
            double high = 200 << band;
            bool isTop = band == Bands - 1;
            int first = (int)Math.Ceiling(low / CryFrames.BinHz) - (band == 0 ? 0 : 1);
            int end = isTop ? CryFrames.Bins : (int)Math.Floor(high / CryFrames.BinHz) + 1;
            int extremes = Math.Max(1, (int)Math.Round(0.02 * (end - first), MidpointRounding.ToEven));
            layout[band] = (first, isTop ? end : end - 1, extremes);
        }
        return layout;
    }
}
