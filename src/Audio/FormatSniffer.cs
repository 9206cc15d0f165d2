using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>Names a file's format from its magic bytes, which chooses its decoder, and by which a refusal can say what it refuses.</summary>
public static class FormatSniffer
{
    // Boxes of padding before the first that tells the format.
    private const int MaxPadding = 16;

    private static readonly SniffedFormat s_wav = new("wav", "WAV");
    private static readonly SniffedFormat s_rf64 = new("rf64", "WAV (RF64)", "wav");
    private static readonly SniffedFormat s_avi = new("avi", "AVI");
    private static readonly SniffedFormat s_webp = new("webp", "a WebP image");
    private static readonly SniffedFormat s_riff = new("riff", "RIFF that is no WAVE");
    private static readonly SniffedFormat s_w64 = new("w64", "Sony Wave64");
    private static readonly SniffedFormat s_flac = new("flac", "FLAC");
    private static readonly SniffedFormat s_ogg = new("ogg", "Ogg");
    private static readonly SniffedFormat s_oggVorbis = new("ogg-vorbis", "Ogg Vorbis", "ogg");
    private static readonly SniffedFormat s_oggOpus = new("ogg-opus", "Ogg Opus", "ogg");
    private static readonly SniffedFormat s_oggFlac = new("ogg-flac", "Ogg FLAC", "ogg");
    private static readonly SniffedFormat s_oggSpeex = new("ogg-speex", "Ogg Speex", "ogg");
    private static readonly SniffedFormat s_mp3 = new("mp3", "MP3");
    private static readonly SniffedFormat s_mpegAudio = new("mp2", "MPEG audio layer I or II");
    private static readonly SniffedFormat s_aac = new("aac", "AAC (ADTS)");
    private static readonly SniffedFormat s_mp4 = new("mp4", "MP4");
    private static readonly SniffedFormat s_m4a = new("m4a", "M4A");
    private static readonly SniffedFormat s_mov = new("mov", "QuickTime");
    private static readonly SniffedFormat s_3gp = new("3gp", "3GP");
    private static readonly SniffedFormat s_amrNb = new("amr-nb", "AMR narrow band", "amr");
    private static readonly SniffedFormat s_amrMc = new("amr-nb", "AMR of several channels", "amr-mc");
    private static readonly SniffedFormat s_amrWb = new("amr-wb", "AMR wide band", "amr");
    private static readonly SniffedFormat s_webm = new("webm", "WebM");
    private static readonly SniffedFormat s_matroska = new("matroska", "Matroska");
    private static readonly SniffedFormat s_caf = new("caf", "Core Audio Format");
    private static readonly SniffedFormat s_aiff = new("aiff", "AIFF");
    private static readonly SniffedFormat s_au = new("au", "AU");
    private static readonly SniffedFormat s_asf = new("asf", "Windows Media (ASF)");
    private static readonly SniffedFormat s_heif = new("heif", "a HEIF or AVIF image");
    private static readonly SniffedFormat s_midi = new("midi", "MIDI");

    /// <summary>Looks at the bytes.</summary>
    /// <param name="file">The file, or as much of its beginning as there is.</param>
    /// <returns>The format, or null where nothing is recognised.</returns>
    public static SniffedFormat? Sniff(ReadOnlySpan<byte> file) =>
        SniffRiff(file) ?? SniffMagic(file) ?? SniffContainer(file) ?? SniffFrames(file);

    private static SniffedFormat? SniffRiff(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12)
            return null;
        var form = file[8..12];
        if (file.StartsWith("RIFF"u8) || file.StartsWith("RIFX"u8))
        {
            if (form.SequenceEqual("WAVE"u8))
                return s_wav;
            return form.SequenceEqual("AVI "u8) ? s_avi : form.SequenceEqual("WEBP"u8) ? s_webp : s_riff;
        }

        if (file.StartsWith("RF64"u8) || file.StartsWith("BW64"u8))
            return form.SequenceEqual("WAVE"u8) ? s_rf64 : null;
        if (file.StartsWith("FORM"u8))
            return form.SequenceEqual("AIFF"u8) || form.SequenceEqual("AIFC"u8) ? s_aiff : null;
        return null;
    }

    private static SniffedFormat? SniffMagic(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("fLaC"u8))
            return s_flac;
        if (file.StartsWith("#!AMR-WB"u8))
            return s_amrWb;
        if (file.StartsWith("#!AMR\n"u8))
            return s_amrNb;
        if (file.StartsWith("#!AMR_MC1.0\n"u8))
            return s_amrMc;
        if (file.StartsWith("caff\0\u0001"u8))
            return s_caf;
        if (file.StartsWith(".snd\0\0"u8))
            return s_au;
        if (file.StartsWith("MThd\0\0\0\u0006"u8))
            return s_midi;
        if (file.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]))
            return s_asf;
        return file.StartsWith((ReadOnlySpan<byte>)[0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11]) ? s_w64 : null;
    }

    private static SniffedFormat? SniffContainer(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("OggS\0"u8))
            return SniffOgg(file);
        if (file.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            // EBML: the document type stands within the first header element, which writers keep below 64 bytes.
            var head = file[..Math.Min(64, file.Length)];
            return head.IndexOf("webm"u8) >= 0 ? s_webm : s_matroska;
        }

        return SniffBoxes(file);
    }

    private static SniffedFormat? SniffBoxes(ReadOnlySpan<byte> file)
    {
        // Writers leave room in boxes that mean nothing, also before the first that does.
        var padded = false;
        for (var count = 0; count < MaxPadding && IsPadding(file); count++, padded = true)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(file);
            if (size < 8 || size > file.Length)
                break;
            file = file[(int)size..];
        }

        if (file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8))
        {
            var brand = file[8..12];
            if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("msf1"u8) || brand.StartsWith("avif"u8))
                return s_heif;
            if (brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8))
                return s_m4a;
            return brand.StartsWith("qt"u8) ? s_mov : brand.StartsWith("3g"u8) ? s_3gp : s_mp4;
        }

        // QuickTime from before the ftyp box.
        var isOld = file.Length >= 8 && (file[4..8].SequenceEqual("moov"u8) || file[4..8].SequenceEqual("mdat"u8));
        return padded || isOld ? s_mov : null;
    }

    private static bool IsPadding(ReadOnlySpan<byte> box) => box.Length >= 8
        && (box[4..8].SequenceEqual("free"u8) || box[4..8].SequenceEqual("skip"u8) || box[4..8].SequenceEqual("wide"u8));

    private static SniffedFormat SniffOgg(ReadOnlySpan<byte> file)
    {
        // RFC 3533: 27 bytes of page header, the last of which counts the lacing values that follow it.
        var payload = file.Length > 27 && file.Length > 27 + file[26] ? file[(27 + file[26])..] : default;
        if (payload.StartsWith("\u0001vorbis"u8))
            return s_oggVorbis;
        if (payload.StartsWith("OpusHead"u8))
            return s_oggOpus;
        if (payload.StartsWith("\u007fFLAC"u8))
            return s_oggFlac;
        return payload.StartsWith("Speex   "u8) ? s_oggSpeex : s_ogg;
    }

    private static SniffedFormat? SniffFrames(ReadOnlySpan<byte> file)
    {
        var tag = MpegFrames.Id3Length(file);
        var frames = file[Math.Min(tag, file.Length)..];
        if (MpegFrames.IsAdts(frames))
            return s_aac;
        if (tag > 0 && frames.StartsWith("fLaC"u8))
            return s_flac;
        return MpegFrames.MpegLayer(frames) switch
        {
            3 => s_mp3,
            1 or 2 => s_mpegAudio,
            // An ID3 tag is nearly always an MP3's, also where padding or damage hides the first frame.
            _ => tag > 0 ? s_mp3 : null,
        };
    }
}
