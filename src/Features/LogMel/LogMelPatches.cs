using System.Numerics.Tensors;
using CryApi.Features.Fft;

namespace CryApi.Features;

/// <summary>
/// Log-mel spectrogram in patches, the input of the embedding network: frames of 400 samples every 160 at 16 kHz, periodic
/// Hann window, 512-point FFT, magnitude, 64 mel bands, ln(mel + 0.001), patches of 96 frames every 48.
/// </summary>
/// <remarks>
/// This is the front end of YAMNet (Hershey et al., "CNN architectures for large-scale audio classification", ICASSP 2017, and
/// the AudioSet release of the model). Immutable and safe for any number of threads; nothing is allocated per frame.
/// Samples are expected to be finite and about −1…1; a NaN spoils only the frames it lies in.
/// </remarks>
public sealed class LogMelPatches
{
    /// <summary>What is added to a band before the logarithm.</summary>
    public const float LogOffset = 0.001f;

    private const int FftSize = 512;
    private const int Bins = (FftSize / 2) + 1;

    // Of the spectrum, filled up to whole vectors.
    private const int BinRoom = Bins + 7;

    private readonly float[] _window = new float[PatchGeometry.FrameLength];
    private readonly MelBands _bands = new(Bins);
    private readonly RealFft _fft = RealFft.OfSize(FftSize);

    private LogMelPatches()
    {
        for (int i = 0; i < _window.Length; i++)
            _window[i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / _window.Length)));
    }

    /// <summary>The one instance; it holds only constant tables.</summary>
    public static LogMelPatches Shared { get; } = new();

    /// <summary>Computes consecutive log-mel frames.</summary>
    /// <param name="samples">Signal at 16 kHz; taken as zero beyond its end.</param>
    /// <param name="firstFrame">Index of the first frame wanted, ≥ 0; frame i starts at sample 160·i.</param>
    /// <param name="destination">Receives [frames][64], natural logarithms ≥ ln 0.001; its length says how many frames.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstFrame"/> is negative.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="destination"/> is not a multiple of 64.</exception>
    public void ComputeFrames(ReadOnlySpan<float> samples, int firstFrame, Span<float> destination)
    {
        ComputeMagnitudes(samples, firstFrame, destination);
        ToLogarithms(destination);
    }

    /// <summary>Mel magnitudes to log-mel, in place.</summary>
    internal static void ToLogarithms(Span<float> magnitudes)
    {
        TensorPrimitives.Add(magnitudes, LogOffset, magnitudes);
        TensorPrimitives.Log(magnitudes, magnitudes);
    }

    /// <summary>The same frames before the logarithm: magnitudes ≥ 0 in each band.</summary>
    internal void ComputeMagnitudes(ReadOnlySpan<float> samples, int firstFrame, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstFrame);
        if (destination.Length % PatchGeometry.Bands != 0)
            throw new ArgumentException("The destination must hold whole frames of 64 bands.", nameof(destination));

        // The tail beyond the window stays zero for every frame: that is the zero padding to 512.
        Span<float> time = stackalloc float[FftSize];
        Span<float> real = stackalloc float[BinRoom];
        Span<float> imaginary = stackalloc float[BinRoom];
        time.Clear();
        real.Clear();
        imaginary.Clear();
        long start = (long)firstFrame * PatchGeometry.FrameHop;
        for (int at = 0; at < destination.Length; at += PatchGeometry.Bands, start += PatchGeometry.FrameHop)
        {
            Span<float> bands = destination.Slice(at, PatchGeometry.Bands);
            if (start >= samples.Length)
            {
                bands.Clear();
                continue;
            }

            int available = (int)Math.Min(PatchGeometry.FrameLength, samples.Length - start);
            TensorPrimitives.Multiply(samples.Slice((int)start, available), _window.AsSpan(0, available), time);
            time[available..PatchGeometry.FrameLength].Clear();
            _fft.Forward(time, real, imaginary);
            Magnitudes(real, imaginary);
            _bands.Apply(real, bands);
        }
    }

    /// <summary>|X|, in place of the real parts: in float32 alone, which has room for the squares of any sample that a decoder gives.</summary>
    private static void Magnitudes(Span<float> real, ReadOnlySpan<float> imaginary)
    {
        TensorPrimitives.Multiply(real, real, real);
        TensorPrimitives.MultiplyAdd(imaginary, imaginary, real, real);
        TensorPrimitives.Sqrt(real, real);
    }

    /// <summary>Computes consecutive patches; each frame is computed once and copied to the patch it overlaps.</summary>
    /// <param name="samples">Signal at 16 kHz; taken as zero beyond its end.</param>
    /// <param name="firstPatch">Index of the first patch wanted, ≥ 0; patch i starts at frame 48·i.</param>
    /// <param name="destination">
    /// Receives [patch][96 frames][64 bands]; its length says how many. <see cref="PatchGeometry.PatchCount"/> patches cover a signal.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstPatch"/> is negative or beyond any frame index.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="destination"/> is not a multiple of 6144.</exception>
    public void ComputePatches(ReadOnlySpan<float> samples, int firstPatch, Span<float> destination)
    {
        const int HopValues = PatchGeometry.HopFrames * PatchGeometry.Bands;
        ArgumentOutOfRangeException.ThrowIfNegative(firstPatch);
        if (destination.Length % PatchGeometry.PatchValues != 0)
            throw new ArgumentException("The destination must hold whole patches of 96 × 64 values.", nameof(destination));
        int lastPatch = (int.MaxValue / PatchGeometry.HopFrames) - 2 - (destination.Length / PatchGeometry.PatchValues);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstPatch, lastPatch);

        int frame = firstPatch * PatchGeometry.HopFrames;
        for (int at = 0; at < destination.Length; at += PatchGeometry.PatchValues, frame += PatchGeometry.HopFrames)
        {
            Span<float> patch = destination.Slice(at, PatchGeometry.PatchValues);
            if (at == 0)
            {
                ComputeFrames(samples, frame, patch);
                continue;
            }

            destination.Slice(at - PatchGeometry.PatchValues + HopValues, HopValues).CopyTo(patch);
            ComputeFrames(samples, frame + PatchGeometry.HopFrames, patch[HopValues..]);
        }
    }
}
