using System.Numerics.Tensors;

namespace CryApi.Features.Cry;

/// <summary>
/// Maps magnitude spectra to the 12 pitch classes C, C#, … B of one tuning: R = V·S, then every frame divided by its largest class.
/// </summary>
/// <remarks>
/// With A = 440·2^(tuning/12) and q[j] = 12·log2(16·f[j]/A) (q[0] = q[1] − 18), w[j] = max(q[j+1] − q[j], 1):
/// V[c,j] = exp(−½(2δ/w[j])²), δ = ((q[j] − c + 126) mod 12) − 6; columns divided by their norm and weighted by exp(−½((q[j]/12 − 5)/2)²);
/// rows turned by three so that row 0 is C.
/// </remarks>
internal sealed class ChromaBank
{
    /// <summary>Pitch classes.</summary>
    public const int Classes = 12;

    private static readonly TunedCache<ChromaBank> Cache = new(static index => new ChromaBank(Tuning.FromIndex(index)));

    private readonly float[] _weights = new float[Classes * CryFrames.Bins];

    private ChromaBank(double tuning)
    {
        double a = 440 * Math.Pow(2, tuning / 12);
        Span<double> column = stackalloc double[Classes];
        for (int j = 0; j < CryFrames.Bins; j++)
        {
            double q = Position(j, a);
            double width = Math.Max(Position(j + 1, a) - q, 1);
            double squares = 0;
            for (int c = 0; c < Classes; c++)
            {
                double turned = q - c + 126;
                double delta = turned - Math.Floor(turned / 12) * 12 - 6;
                column[c] = Math.Exp(-0.5 * Math.Pow(2 * delta / width, 2));
                squares += column[c] * column[c];
            }
            double weight = Math.Exp(-0.5 * Math.Pow((q / 12 - 5) / 2, 2)) / Math.Sqrt(squares);
            for (int c = 0; c < Classes; c++)
                _weights[c * CryFrames.Bins + j] = (float)(column[(c + 3) % Classes] * weight);
        }
    }

    /// <summary>The bank of a tuning.</summary>
    /// <param name="tuningIndex">See <see cref="Tuning.FromIndex"/>; in 1/12 octaves.</param>
    public static ChromaBank ForTuning(int tuningIndex) => Cache[tuningIndex];

    /// <summary>The weights of one class, [bin].</summary>
    public ReadOnlySpan<float> Row(int pitchClass) => _weights.AsSpan(pitchClass * CryFrames.Bins, CryFrames.Bins);

    /// <summary>The normalised chroma of one frame.</summary>
    /// <param name="magnitude">The magnitudes, at least 1025.</param>
    /// <param name="chroma">Receives the values, one class per row.</param>
    /// <param name="frame">The column to write.</param>
    public void Apply(ReadOnlySpan<float> magnitude, Plane chroma, int frame)
    {
        Span<float> values = stackalloc float[Classes];
        for (int c = 0; c < Classes; c++)
            values[c] = TensorPrimitives.Dot(Row(c), magnitude[..CryFrames.Bins]);
        Normalise(values);
        for (int c = 0; c < Classes; c++)
            chroma.Data[c * chroma.Stride + frame] = values[c];
    }

    /// <summary>Divides by the largest value, unless that is below the smallest normal number.</summary>
    public static void Normalise(Span<float> values)
    {
        float largest = TensorPrimitives.Max<float>(values);
        if (largest >= CryFrames.Tiny)
            TensorPrimitives.Divide(values, largest, values);
    }

    // The pitch of bin j in semitones, 0 at A0/2^… = A/16.
    private static double Position(int j, double a) =>
        j == 0 ? Position(1, a) - 18 : 12 * Math.Log2(j * (double)CryFrames.BinHz / (a / 16));
}
