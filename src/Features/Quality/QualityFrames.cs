using System.Buffers;
using System.Numerics.Tensors;
using CryApi.Features.Cry;
using CryApi.Features.Fft;

namespace CryApi.Features.Quality;

/// <summary>
/// Powers of a recording in frames of 32 ms, side by side, in rented memory. Powers are mean squares; those of a band are what its bins
/// have together.
/// </summary>
internal sealed class QualityFrames : IDisposable
{
    /// <summary>Samples of a frame at 16 kHz.</summary>
    public const int FrameSamples = 512;

    /// <summary>Groups of bins, each of 500 Hz, that the noise is looked for in.</summary>
    public const int Groups = 14;

    private const int GroupBins = FourthSmallest.Of;
    private const int GroupRoom = (Groups + FourthSmallest.Lanes - 1) / FourthSmallest.Lanes * FourthSmallest.Lanes;
    private const int Bins = (FrameSamples / 2) + 1;
    private const int Rows = 4 + Groups;

    // 31.25 Hz a bin: 250 to 7,250 Hz; 2.8 to 3.7 kHz; 4.6 to 7.6 kHz.
    private const int FirstGroupBin = 8;

    // Of the spectrum, filled up to whole vectors of groups; nobody looks at those beyond the last.
    private const int BinRoom = FirstGroupBin + (GroupRoom * GroupBins);
    private static readonly Range Lower = 90..119;
    private static readonly Range Upper = 147..244;

    private static readonly float[] Window = Array.ConvertAll(Hann.Periodic(FrameSamples), w => (float)w);
    private static readonly float PerPower = 1 / (TensorPrimitives.SumOfSquares<float>(Window) * (FrameSamples / 2));

    private float[] _values;

    /// <summary>Analyses a recording.</summary>
    /// <param name="samples">Mono, 16 kHz; what is left at its end is not looked at, but a recording shorter than a frame is padded.</param>
    public QualityFrames(ReadOnlySpan<float> samples)
    {
        Count = Math.Max(1, samples.Length / FrameSamples);
        _values = ArrayPool<float>.Shared.Rent(Rows * Count);

        Span<float> time = stackalloc float[FrameSamples];
        Span<float> room = stackalloc float[BinRoom];
        Span<float> imaginary = stackalloc float[Bins];
        Span<float> valleys = stackalloc float[GroupRoom];
        var power = room[..Bins];
        time.Clear();
        room.Clear();
        var fft = RealFft.OfSize(FrameSamples);
        for (var i = 0; i < Count; i++)
        {
            var frame = samples.Slice(i * FrameSamples, Math.Min(FrameSamples, samples.Length));
            TensorPrimitives.Multiply(frame, Window.AsSpan(0, frame.Length), time);
            fft.Forward(time, power, imaginary);
            TensorPrimitives.Multiply(power, power, power);
            TensorPrimitives.MultiplyAdd(imaginary, imaginary, power, power);
            TensorPrimitives.Multiply(power, PerPower, power);

            Total[i] = frame.IsEmpty ? 0 : TensorPrimitives.SumOfSquares(frame) / frame.Length;
            Low[i] = TensorPrimitives.Sum(power[Lower]) / (Lower.End.Value - Lower.Start.Value);
            High[i] = TensorPrimitives.Sum(power[Upper]) / (Upper.End.Value - Upper.Start.Value);
            Middle[i] = TensorPrimitives.Sum(power.Slice(FirstGroupBin, Groups * GroupBins));
            FourthSmallest.OfEach(room[FirstGroupBin..], valleys);
            for (var g = 0; g < Groups; g++)
                Valleys(g)[i] = GroupBins * valleys[g];
        }
    }

    /// <summary>Number of frames, at least 1.</summary>
    public int Count { get; }

    /// <summary>Mean square of each frame.</summary>
    public Span<float> Total => Row(0);

    /// <summary>Power from 250 to 7,250 Hz.</summary>
    public Span<float> Middle => Row(1);

    /// <summary>Power of a bin from 2.8 to 3.7 kHz, on average.</summary>
    public Span<float> Low => Row(2);

    /// <summary>Power of a bin from 4.6 to 7.6 kHz, on average.</summary>
    public Span<float> High => Row(3);

    /// <summary>
    /// Power that a group would have if all its bins had that of its fourth smallest of 16: between the harmonics of a cry that is the noise.
    /// </summary>
    /// <param name="group">Less than <see cref="Groups"/>.</param>
    public Span<float> Valleys(int group) => Row(4 + group);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_values.Length > 0)
            ArrayPool<float>.Shared.Return(_values);
        _values = [];
    }

    private Span<float> Row(int row) => _values.AsSpan(row * Count, Count);
}
