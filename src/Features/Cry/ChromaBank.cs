using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

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

    // [class][bin], zero from bin 1025 on.
    private readonly float[] _weights = new float[Classes * CryFrames.Stride];

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
                _weights[c * CryFrames.Stride + j] = (float)(column[(c + 3) % Classes] * weight);
        }
    }

    /// <summary>The bank of a tuning.</summary>
    /// <param name="tuningIndex">See <see cref="Tuning.FromIndex"/>; in 1/12 octaves.</param>
    public static ChromaBank ForTuning(int tuningIndex) => Cache[tuningIndex];

    /// <summary>The weights of one class, [bin].</summary>
    public ReadOnlySpan<float> Row(int pitchClass) => _weights.AsSpan(pitchClass * CryFrames.Stride, CryFrames.Bins);

    /// <summary>The normalised chroma of all frames.</summary>
    /// <param name="magnitude">Magnitudes, one frame per row; rows up to a multiple of four are read.</param>
    /// <param name="chroma">Receives the values, one class per row.</param>
    /// <param name="frames">The number T of frames.</param>
    public unsafe void Apply(Plane magnitude, Plane chroma, int frames)
    {
        Span<float> values = stackalloc float[Classes];
        float* sums = stackalloc float[4 * Classes];
        fixed (float* weights = _weights, s = magnitude.Data)
        {
            for (int t = 0; t < frames; t++)
            {
                if (t % 4 == 0)
                {
                    for (int c = 0; c < Classes; c += 2)
                        Dot(weights + c * CryFrames.Stride, s + (nint)t * CryFrames.Stride, sums + c);
                }
                new ReadOnlySpan<float>(sums + t % 4 * Classes, Classes).CopyTo(values);
                Normalise(values);
                for (int c = 0; c < Classes; c++)
                    chroma.Data[c * chroma.Stride + t] = values[c];
            }
        }
    }

    /// <summary>Divides by the largest value, unless that is below the smallest normal number.</summary>
    public static void Normalise(Span<float> values)
    {
        float largest = TensorPrimitives.Max<float>(values);
        if (largest >= CryFrames.Tiny)
            TensorPrimitives.Divide(values, largest, values);
    }

    // The sums of two classes in four frames: each value that is loaded serves more than one of them.
    private static unsafe void Dot(float* weights, float* magnitudes, float* sums)
    {
        const int stride = CryFrames.Stride;
        Vector256<float> a0 = Vector256<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        for (int k = 0; k < stride; k += Vector256<float>.Count)
        {
            Vector256<float> a = Vector256.Load(weights + k), b = Vector256.Load(weights + stride + k);
            Vector256<float> s0 = Vector256.Load(magnitudes + k), s1 = Vector256.Load(magnitudes + stride + k);
            Vector256<float> s2 = Vector256.Load(magnitudes + 2 * stride + k), s3 = Vector256.Load(magnitudes + 3 * stride + k);
            a0 = Vector256.MultiplyAddEstimate(a, s0, a0);
            a1 = Vector256.MultiplyAddEstimate(a, s1, a1);
            a2 = Vector256.MultiplyAddEstimate(a, s2, a2);
            a3 = Vector256.MultiplyAddEstimate(a, s3, a3);
            b0 = Vector256.MultiplyAddEstimate(b, s0, b0);
            b1 = Vector256.MultiplyAddEstimate(b, s1, b1);
            b2 = Vector256.MultiplyAddEstimate(b, s2, b2);
            b3 = Vector256.MultiplyAddEstimate(b, s3, b3);
        }
        (sums[0], sums[1]) = (Vector256.Sum(a0), Vector256.Sum(b0));
        (sums[Classes], sums[Classes + 1]) = (Vector256.Sum(a1), Vector256.Sum(b1));
        (sums[2 * Classes], sums[2 * Classes + 1]) = (Vector256.Sum(a2), Vector256.Sum(b2));
        (sums[3 * Classes], sums[3 * Classes + 1]) = (Vector256.Sum(a3), Vector256.Sum(b3));
    }

    // The pitch of bin j in semitones, 0 at A0/2^… = A/16.
    private static double Position(int j, double a) =>
        j == 0 ? Position(1, a) - 18 : 12 * Math.Log2(j * (double)CryFrames.BinHz / (a / 16));
}
