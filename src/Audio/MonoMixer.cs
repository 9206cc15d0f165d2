using System.Numerics;

namespace CryApi.Audio;

/// <summary>Turns stored frames into mono floats in one pass: sample values scaled to −1…1, channels averaged.</summary>
internal static class MonoMixer
{
    /// <summary>
    /// Largest float value that is taken for a sound. Writers that forget to scale reach 2³¹; the power spectrum of 2³² still fits
    /// a single, so that the steps behind this one do not overflow to infinity.
    /// </summary>
    public const float MaxMagnitude = 4_294_967_296f;

    /// <summary>Converts whole frames.</summary>
    /// <param name="format">How they are stored.</param>
    /// <param name="frames">Exactly <c>mono.Length</c> frames of <see cref="WavFormat.BlockAlign"/> bytes.</param>
    /// <param name="mono">Gets one value per frame.</param>
    /// <returns>
    /// False where a value is NaN, infinite or beyond <see cref="MaxMagnitude"/>; then <paramref name="mono"/> is not to be used.
    /// </returns>
    public static bool TryMix(in WavFormat format, ReadOnlySpan<byte> frames, Span<float> mono) => (format.Codec, format.IsBigEndian) switch
    {
        (WavCodec.Unsigned8, _) => Mix<Unsigned8Reader>(frames, format.Channels, mono),
        (WavCodec.ALaw, _) => Mix<ALawReader>(frames, format.Channels, mono),
        (WavCodec.MuLaw, _) => Mix<MuLawReader>(frames, format.Channels, mono),
        (WavCodec.Signed16, false) => MixSigned16(frames, format.Channels, mono),
        (WavCodec.Signed16, true) => Mix<Signed16BigReader>(frames, format.Channels, mono),
        (WavCodec.Signed24, false) => Mix<Signed24Reader>(frames, format.Channels, mono),
        (WavCodec.Signed24, true) => Mix<Signed24BigReader>(frames, format.Channels, mono),
        (WavCodec.Signed32, false) => Mix<Signed32Reader>(frames, format.Channels, mono),
        (WavCodec.Signed32, true) => Mix<Signed32BigReader>(frames, format.Channels, mono),
        (WavCodec.IeeeSingle, false) => MixFloat32(frames, format.Channels, mono),
        (WavCodec.IeeeSingle, true) => Mix<Float32BigReader>(frames, format.Channels, mono),
        (WavCodec.IeeeDouble, false) => Mix<Float64Reader>(frames, format.Channels, mono),
        (WavCodec.IeeeDouble, true) => Mix<Float64BigReader>(frames, format.Channels, mono),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format.Codec, "No such codec."),
    };

    private static bool MixSigned16(ReadOnlySpan<byte> frames, int channels, Span<float> mono)
    {
        var done = 0;
        if (BitConverter.IsLittleEndian && channels == 1)
        {
            for (; done + Vector<short>.Count <= mono.Length; done += Vector<short>.Count)
            {
                Vector.Widen(new Vector<short>(frames[(2 * done)..]), out var low, out var high);
                (Vector.ConvertToSingle(low) * (1f / 32768)).CopyTo(mono[done..]);
                (Vector.ConvertToSingle(high) * (1f / 32768)).CopyTo(mono[(done + Vector<int>.Count)..]);
            }
        }
        else if (BitConverter.IsLittleEndian && channels == 2)
        {
            // A frame is an int: left in its low half, right in its high half. Their sum has 17 bits, exact in a float.
            for (; done + Vector<int>.Count <= mono.Length; done += Vector<int>.Count)
            {
                var pair = new Vector<int>(frames[(4 * done)..]);
                var sum = ((pair << 16) >> 16) + (pair >> 16);
                (Vector.ConvertToSingle(sum) * (1f / 65536)).CopyTo(mono[done..]);
            }
        }

        return Mix<Signed16Reader>(frames[(2 * channels * done)..], channels, mono[done..]);
    }

    private static bool MixFloat32(ReadOnlySpan<byte> frames, int channels, Span<float> mono)
    {
        var done = 0;
        var limit = new Vector<float>(MaxMagnitude);
        if (BitConverter.IsLittleEndian && channels == 1)
        {
            for (; done + Vector<float>.Count <= mono.Length; done += Vector<float>.Count)
            {
                var value = new Vector<float>(frames[(4 * done)..]);
                if (!Vector.LessThanOrEqualAll(Vector.Abs(value), limit))
                    return false;
                value.CopyTo(mono[done..]);
            }
        }
        else if (BitConverter.IsLittleEndian && channels == 2)
        {
            for (; done + Vector<float>.Count <= mono.Length; done += Vector<float>.Count)
            {
                // A frame is a ulong with left in its low half; narrowing keeps low halves.
                var first = new Vector<ulong>(frames[(8 * done)..]);
                var second = new Vector<ulong>(frames[((8 * done) + (8 * Vector<ulong>.Count))..]);
                var left = Vector.AsVectorSingle(Vector.Narrow(first, second));
                var right = Vector.AsVectorSingle(Vector.Narrow(first >> 32, second >> 32));
                var value = (left * 0.5f) + (right * 0.5f);
                if (!Vector.LessThanOrEqualAll(Vector.Abs(value), limit))
                    return false;
                value.CopyTo(mono[done..]);
            }
        }

        return Mix<Float32Reader>(frames[(4 * channels * done)..], channels, mono[done..]);
    }

    private static bool Mix<TReader>(ReadOnlySpan<byte> frames, int channels, Span<float> mono)
        where TReader : struct, ISampleReader
    {
        var position = 0;
        for (var i = 0; i < mono.Length; i++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < channels; channel++, position += TReader.Size)
                sum += TReader.Read(frames[position..]);
            var value = channels == 1 ? sum : sum / channels;
            if (TReader.IsUnbounded && !(Math.Abs(value) <= MaxMagnitude))
                return false;
            mono[i] = (float)value;
        }

        return true;
    }
}
