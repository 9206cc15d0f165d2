namespace CryApi.Features.Cry;

/// <summary>
/// Tonal centroids: where a chroma lies on the circles of fifths, of minor and of major thirds.
/// </summary>
/// <remarks>
/// C. Harte, M. Sandler, M. Gasser, "Detecting harmonic change in musical audio", 2006. The 252 constant-Q bins are folded into 12 classes
/// of three bins around each note (class of bin b: ⌊(b+1)/3⌋ mod 12) and divided by the largest class; with p = that chroma over its sum:
/// Σ p[c]·sin(7πc/6), Σ p[c]·cos(7πc/6), the same with 3πc/2, and with 2πc/3 times ½. A silent frame gives six zeros.
/// </remarks>
internal static class Tonnetz
{
    /// <summary>Dimensions.</summary>
    public const int Count = 6;

    private static readonly double[] Basis = Build();

    /// <summary>Chroma and tonal centroids of every frame.</summary>
    /// <param name="constantQ">Magnitudes, one of the 252 bins per row.</param>
    /// <param name="chroma">Receives the chroma, one class per row.</param>
    /// <param name="tonnetz">Receives the centroids, one dimension per row.</param>
    /// <param name="frames">The number T of frames.</param>
    public static void Project(Plane constantQ, Plane chroma, Plane tonnetz, int frames)
    {
        for (int c = 0; c < ChromaBank.Classes; c++)
            chroma.Row(c)[..frames].Clear();
        for (int bin = 0; bin < ConstantQ.Bins; bin++)
        {
            Span<float> sums = chroma.Row((bin + 1) / 3 % ChromaBank.Classes);
            ReadOnlySpan<float> magnitudes = constantQ.Row(bin);
            for (int t = 0; t < frames; t++)
                sums[t] += magnitudes[t];
        }
        Span<float> values = stackalloc float[ChromaBank.Classes];
        for (int t = 0; t < frames; t++)
        {
            for (int c = 0; c < ChromaBank.Classes; c++)
                values[c] = chroma.Data[c * chroma.Stride + t];
            ChromaBank.Normalise(values);
            for (int c = 0; c < ChromaBank.Classes; c++)
                chroma.Data[c * chroma.Stride + t] = values[c];
            Locate(values, tonnetz, t);
        }
    }

    private static void Locate(ReadOnlySpan<float> chroma, Plane tonnetz, int frame)
    {
        double total = 0;
        foreach (float value in chroma)
            total += value;
        double divisor = total < CryFrames.Tiny ? 1 : total;
        for (int row = 0; row < Count; row++)
        {
            double sum = 0;
            for (int c = 0; c < ChromaBank.Classes; c++)
                sum += Basis[row * ChromaBank.Classes + c] * chroma[c];
            tonnetz.Data[row * tonnetz.Stride + frame] = (float)(sum / divisor);
        }
    }

    private static double[] Build()
    {
        ReadOnlySpan<double> turns = [7.0 / 6, 3.0 / 2, 2.0 / 3];
        ReadOnlySpan<double> radii = [1, 1, 0.5];
        double[] basis = new double[Count * ChromaBank.Classes];
        for (int circle = 0; circle < turns.Length; circle++)
        {
            for (int c = 0; c < ChromaBank.Classes; c++)
            {
                basis[2 * circle * ChromaBank.Classes + c] = radii[circle] * Math.Cos(Math.PI * (turns[circle] * c - 0.5));
                basis[(2 * circle + 1) * ChromaBank.Classes + c] = radii[circle] * Math.Cos(Math.PI * turns[circle] * c);
            }
        }
        return basis;
    }
}
