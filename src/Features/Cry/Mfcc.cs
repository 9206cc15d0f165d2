namespace CryApi.Features.Cry;

/// <summary>
/// Mel-frequency cepstral coefficients: the orthonormal DCT-II over the 128 mel levels D (dB),
/// c[q] = s_q·Σ_m D[m]·cos(π·q·(2m+1)/256), s_0 = √(1/128), s_q = √(2/128), q = 0…39.
/// </summary>
internal static class Mfcc
{
    /// <summary>Coefficients that are kept.</summary>
    public const int Count = 40;

    private static readonly double[] Basis = Build();

    /// <summary>
    /// The coefficients of one column of levels. The transform is linear, so the coefficients of the mean levels are the mean coefficients.
    /// </summary>
    /// <param name="levels">128 levels, dB.</param>
    /// <param name="coefficients">Receives 40 coefficients.</param>
    public static void Transform(ReadOnlySpan<float> levels, Span<float> coefficients)
    {
        for (int q = 0; q < Count; q++)
        {
            ReadOnlySpan<double> row = Basis.AsSpan(q * MelBank.Bands, MelBank.Bands);
            double sum = 0;
            for (int m = 0; m < MelBank.Bands; m++)
                sum += row[m] * levels[m];
            coefficients[q] = (float)sum;
        }
    }

    private static double[] Build()
    {
        double[] basis = new double[Count * MelBank.Bands];
        for (int q = 0; q < Count; q++)
        {
            double scale = Math.Sqrt((q == 0 ? 1.0 : 2.0) / MelBank.Bands);
            for (int m = 0; m < MelBank.Bands; m++)
                basis[q * MelBank.Bands + m] = scale * Math.Cos(Math.PI * q * (2 * m + 1) / (2 * MelBank.Bands));
        }
        return basis;
    }
}
