using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>
/// Discrete Fourier transforms of eight real float32 signals at once, one per lane, for those who need some of their bins. Nothing is
/// moved between lanes, so short transforms take about half as long as one after the other.
/// </summary>
/// <remarks>As <see cref="RealFft"/>: X[k] = Σ_n x[n]·exp(−2πi·k·n/N); the samples are read as M = N/2 complex ones.</remarks>
internal sealed unsafe class RealFftStrip
{
    /// <summary>Signals.</summary>
    public const int Lanes = 8;

    private readonly ComplexStages<float> _stages;

    // w^k = exp(−2πi·k/N).
    private readonly float[] _twiddleRe;
    private readonly float[] _twiddleIm;

    /// <summary>Prepares a length.</summary>
    /// <param name="size">N, a power of two, at least 16.</param>
    public RealFftStrip(int size)
    {
        Half = size / 2;
        _stages = new ComplexStages<float>(Half, Lanes);
        _twiddleRe = new float[Half];
        _twiddleIm = new float[Half];
        for (int k = 0; k < Half; k++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * k / size);
            _twiddleRe[k] = (float)cos;
            _twiddleIm[k] = (float)-sin;
        }
    }

    /// <summary>M = N/2.</summary>
    public int Half { get; }

    /// <summary>Transforms eight signals.</summary>
    /// <param name="samples">The even samples, [M][8], then the odd ones; overwritten.</param>
    /// <param name="spare">As much room.</param>
    /// <param name="first">The first bin wanted.</param>
    /// <param name="end">One more than the last, at most M.</param>
    /// <param name="re">Receives the real parts, [bin][8], those of bin 0 at the start whether wanted or not.</param>
    /// <param name="im">Receives the imaginary parts, likewise.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Forward(float* samples, float* spare, int first, int end, float* re, float* im)
    {
        float* z = _stages.Run(samples, spare);
        float* zi = z + Half * Lanes;
        for (int k = first; k < end; k++)
        {
            // As RealPacking has it.
            int here = k * Lanes, mirror = (Half - k) % Half * Lanes;
            Vector256<float> ar = Vector256.Load(z + here), ai = Vector256.Load(zi + here);
            Vector256<float> br = Vector256.Load(z + mirror), bi = Vector256.Load(zi + mirror);
            Vector256<float> dr = ar - br, di = ai + bi;
            float c = _twiddleRe[k], s = _twiddleIm[k];
            ((ar + br + (c * di + s * dr)) * 0.5f).Store(re + here);
            ((ai - bi - (c * dr - s * di)) * 0.5f).Store(im + here);
        }
    }
}
