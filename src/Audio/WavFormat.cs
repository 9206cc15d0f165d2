using System.Globalization;

namespace CryApi.Audio;

/// <summary>How the samples of a WAV file are laid out, from its <c>fmt </c> chunk.</summary>
/// <param name="Codec">How one sample is stored.</param>
/// <param name="SampleRate">Frames per second, Hz, 1 to 4,294,967,295 as stored (limits are checked by the decoder).</param>
/// <param name="Channels">1 to 65,535.</param>
/// <param name="BytesPerSample">1, 2, 3, 4 or 8; a frame has <paramref name="Channels"/> of them.</param>
/// <param name="IsBigEndian">True only within RIFX.</param>
public readonly record struct WavFormat(WavCodec Codec, long SampleRate, int Channels, int BytesPerSample, bool IsBigEndian)
{
    /// <summary>Bytes of one frame: one sample of every channel.</summary>
    public int BlockAlign => Channels * BytesPerSample;

    /// <summary>The codec as ffmpeg names it.</summary>
    public string CodecName => Codec switch
    {
        WavCodec.Unsigned8 => "pcm_u8",
        WavCodec.Signed16 => IsBigEndian ? "pcm_s16be" : "pcm_s16le",
        WavCodec.Signed24 => IsBigEndian ? "pcm_s24be" : "pcm_s24le",
        WavCodec.Signed32 => IsBigEndian ? "pcm_s32be" : "pcm_s32le",
        WavCodec.IeeeSingle => IsBigEndian ? "pcm_f32be" : "pcm_f32le",
        WavCodec.IeeeDouble => IsBigEndian ? "pcm_f64be" : "pcm_f64le",
        WavCodec.ALaw => "pcm_alaw",
        _ => "pcm_mulaw",
    };

    /// <summary>Reads WAVEFORMAT, WAVEFORMATEX or WAVEFORMATEXTENSIBLE (Microsoft, as in mmreg.h).</summary>
    /// <param name="chunk">The body of the <c>fmt </c> chunk.</param>
    /// <param name="bigEndian">Whether it stands in a RIFX file.</param>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.UnsupportedFormat"/> for another codec,
    /// <see cref="AudioErrorCode.Corrupt"/> for 0 Hz, 0 channels or fields that contradict each other.</exception>
    public static WavFormat Parse(ReadOnlySpan<byte> chunk, bool bigEndian)
    {
        if (chunk.Length < 16)
            throw Corrupt("The WAV format chunk is shorter than 16 bytes.");
        var tag = RiffNumbers.UInt16(chunk, bigEndian);
        var channels = RiffNumbers.UInt16(chunk[2..], bigEndian);
        var sampleRate = RiffNumbers.UInt32(chunk[4..], bigEndian);
        // The byte rate at 8 is redundant and often wrong; nothing here depends on it.
        var blockAlign = RiffNumbers.UInt16(chunk[12..], bigEndian);
        var bits = RiffNumbers.UInt16(chunk[14..], bigEndian);

        if (tag == WavFormatTags.Extensible)
            tag = ParseExtension(chunk, bits, bigEndian);
        var codec = FindCodec(tag, bits);
        if (channels == 0)
            throw Corrupt("The WAV header states 0 channels.");
        if (sampleRate == 0)
            throw Corrupt("The WAV header states a sample rate of 0 Hz.");

        // Sizes between whole bytes (12, 20 bit) are padded at the low end of their container, so the container's scale holds.
        var bytes = (bits + 7) / 8;
        if (blockAlign != channels * bytes)
        {
            throw Corrupt(string.Create(CultureInfo.InvariantCulture,
                $"The WAV header contradicts itself: {channels} channels of {bits} bits do not make frames of {blockAlign} bytes."));
        }

        return new WavFormat(codec, sampleRate, channels, bytes, bigEndian);
    }

    private static ushort ParseExtension(ReadOnlySpan<byte> chunk, int bits, bool bigEndian)
    {
        if (chunk.Length < 40 || RiffNumbers.UInt16(chunk[16..], bigEndian) < 22)
            throw Corrupt("The WAV format chunk is too short for the extension that it announces.");
        var valid = RiffNumbers.UInt16(chunk[18..], bigEndian);
        if (valid > bits || bits % 8 != 0)
            throw Corrupt(string.Create(CultureInfo.InvariantCulture, $"The WAV header puts {valid} valid bits into {bits}."));

        // KSDATAFORMAT_SUBTYPE_*: {0000tttt-0000-0010-8000-00AA00389B71} with the format tag as tttt.
        var data1 = RiffNumbers.UInt32(chunk[24..], bigEndian);
        var standard = data1 <= ushort.MaxValue
            && RiffNumbers.UInt16(chunk[28..], bigEndian) == 0x0000
            && RiffNumbers.UInt16(chunk[30..], bigEndian) == 0x0010
            && chunk[32..40].SequenceEqual((ReadOnlySpan<byte>)[0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71]);
        if (!standard)
            throw Unsupported("a codec with a sub-format that is not known here");
        return (ushort)data1;
    }

    private static WavCodec FindCodec(int tag, int bits)
    {
        if (tag is WavFormatTags.Pcm or WavFormatTags.Float or WavFormatTags.ALaw or WavFormatTags.MuLaw && bits == 0)
            throw Corrupt("The WAV header states 0 bits per sample.");
        return (tag, bits) switch
        {
            (WavFormatTags.Pcm, <= 8) => WavCodec.Unsigned8,
            (WavFormatTags.Pcm, <= 16) => WavCodec.Signed16,
            (WavFormatTags.Pcm, <= 24) => WavCodec.Signed24,
            (WavFormatTags.Pcm, <= 32) => WavCodec.Signed32,
            (WavFormatTags.Float, 32) => WavCodec.IeeeSingle,
            (WavFormatTags.Float, 64) => WavCodec.IeeeDouble,
            (WavFormatTags.ALaw, 8) => WavCodec.ALaw,
            (WavFormatTags.MuLaw, 8) => WavCodec.MuLaw,
            (WavFormatTags.ALaw or WavFormatTags.MuLaw, _) => throw Corrupt("The WAV header states G.711 of other than 8 bits."),
            (WavFormatTags.Pcm, _) => throw Unsupported(string.Create(CultureInfo.InvariantCulture, $"PCM samples of {bits} bits")),
            (WavFormatTags.Float, _) => throw Unsupported(string.Create(CultureInfo.InvariantCulture, $"float samples of {bits} bits")),
            _ => throw Unsupported(WavFormatTags.Describe(tag)),
        };
    }

    private static AudioException Corrupt(string detail) => new(AudioErrorCode.Corrupt, detail);

    private static AudioException Unsupported(string what) => new(AudioErrorCode.UnsupportedFormat, $"The WAV file holds {what}.");
}
