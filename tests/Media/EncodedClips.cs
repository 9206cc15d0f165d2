namespace CryApi.Tests;

/// <summary>The catalogue behind <see cref="EncodedClip.All"/>. What is lossless keeps the WAV's 16 kHz; the rest has rates of its kind.</summary>
internal static class EncodedClips
{
    // Ten small pictures a second; it ends with the sound.
    private const string Film = "-f lavfi -i testsrc=size=160x120:rate=10 -i IN -shortest -c:v mpeg4 -q:v 12";

    /// <summary>Streams and simple wrappers.</summary>
    public static IReadOnlyList<EncodedClip> Plain { get; } =
    [
        Make("mp3", ".mp3", "mp3", "mp3", 44_100, 128, "-i IN -ar 44100 -c:a libmp3lame -b:a 128k -f mp3"),
        Make("mp3-vbr", ".mp3", "mp3", "mp3", 16_000, 64, "-i IN -c:a libmp3lame -q:a 0 -f mp3"),
        Make("mp2", ".mp2", "mp2", "mp2", 16_000, 128, "-i IN -c:a mp2 -b:a 128k -f mp2"),
        Lossless("flac", ".flac", "flac", "flac", "-i IN -c:a flac -f flac"),
        Make("ogg-vorbis", ".ogg", "ogg", "vorbis", 44_100, 72, "-i IN -ar 44100 -c:a libvorbis -q:a 7 -f ogg"),
        Make("ogg-opus", ".ogg", "ogg", "opus", 48_000, 96, "-i IN -ac 2 -c:a libopus -b:a 96k -f ogg") with { Channels = 2 },
        Lossless("ogg-flac", ".oga", "ogg", "flac", "-i IN -c:a flac -f ogg"),
        Make("opus", ".opus", "ogg", "opus", 48_000, 64, "-i IN -c:a libopus -b:a 64k -f opus"),
        Make("aac-adts", ".aac", "aac", "aac", 44_100, 96, "-i IN -ar 44100 -c:a aac -b:a 96k -f adts"),
    ];

    /// <summary>MP4 and its relatives; the index (<c>moov</c>) stands at the end unless said otherwise.</summary>
    public static IReadOnlyList<EncodedClip> Mp4Family { get; } =
    [
        Make("m4a-aac", ".m4a", "m4a", "aac", 44_100, 96, "-i IN -ar 44100 -c:a aac -b:a 96k -f ipod"),
        Make("m4a-aac-faststart", ".m4a", "m4a", "aac", 48_000, 96, "-i IN -ar 48000 -c:a aac -b:a 96k -movflags +faststart -f ipod"),
        Lossless("m4a-alac", ".m4a", "m4a", "alac", "-i IN -c:a alac -f ipod"),
        Make("mp4-fragmented", ".mp4", "mp4", "aac", 44_100, 96, "-i IN -ar 44100 -c:a aac -b:a 96k -movflags frag_keyframe+empty_moov -f mp4"),
        Make("mp4-film", ".mp4", "mp4", "aac", 48_000, 128, $"{Film} -ar 48000 -ac 2 -c:a aac -b:a 128k -f mp4") with { Channels = 2 },
        Make("mov-aac", ".mov", "mov", "aac", 44_100, 128, "-i IN -ar 44100 -ac 2 -c:a aac -b:a 128k -f mov") with { Channels = 2 },
        Lossless("mov-pcm", ".mov", "mov", "pcm_s16be", "-i IN -c:a pcm_s16be -f mov"),
        Make("3gp-aac", ".3gp", "3gp", "aac", 16_000, 64, "-i IN -c:a aac -b:a 64k -f 3gp"),
        Make("3g2-aac", ".3g2", "3gp", "aac", 16_000, 64, "-i IN -c:a aac -b:a 64k -f 3g2"),
    ];

    /// <summary>Speech codecs of telephones.</summary>
    public static IReadOnlyList<EncodedClip> Amr { get; } =
    [
        Narrow("amr-nb", ".amr", "amr"),
        Narrow("3gp-amr-nb", ".3gp", "3gp", "-f amr -i IN -c:a copy -f 3gp"),
        Wide("amr-wb", ".awb", "amr"),
        Wide("3gp-amr-wb", ".3gp", "3gp", "-f amr -i IN -c:a copy -f 3gp"),
    ];

    /// <summary>Browsers' recordings and Matroska.</summary>
    public static IReadOnlyList<EncodedClip> Matroska { get; } =
    [
        Make("webm-opus", ".webm", "webm", "opus", 48_000, 64, "-i IN -c:a libopus -b:a 64k -f webm"),
        Make("webm-vorbis", ".webm", "webm", "vorbis", 48_000, 72, "-i IN -ar 48000 -c:a libvorbis -q:a 7 -f webm"),
        Lossless("mkv-flac", ".mka", "matroska", "flac", "-i IN -c:a flac -f matroska"),
        Lossless("mkv-pcm", ".mka", "matroska", "pcm_s16le", "-i IN -c:a pcm_s16le -f matroska"),
        Make("mkv-film", ".mkv", "matroska", "opus", 48_000, 96, $"{Film} -ac 2 -c:a libopus -b:a 96k -f matroska") with { Channels = 2 },
    ];

    /// <summary>Apple's, Sun's and Windows' own; what iPhones and dictating machines wrote.</summary>
    public static IReadOnlyList<EncodedClip> Recorders { get; } =
    [
        Make("caf-ima4", ".caf", "caf", "adpcm_ima_qt", 44_100, 187, "-i IN -ar 44100 -c:a adpcm_ima_qt -f caf"),
        Lossless("caf-alac", ".caf", "caf", "alac", "-i IN -c:a alac -f caf"),
        Lossless("caf-pcm", ".caf", "caf", "pcm_s16be", "-i IN -c:a pcm_s16be -f caf"),
        Lossless("aiff", ".aiff", "aiff", "pcm_s16be", "-i IN -c:a pcm_s16be -f aiff"),
        Lossless("aifc-sowt", ".aifc", "aiff", "pcm_s16le", "-i IN -c:a pcm_s16le -f aiff"),
        Lossless("aifc-float", ".aifc", "aiff", "pcm_f32be", "-i IN -c:a pcm_f32be -f aiff"),
        Lossless("au", ".au", "au", "pcm_s16be", "-i IN -c:a pcm_s16be -f au"),
        Make("au-mulaw", ".au", "au", "pcm_mulaw", 16_000, 128, "-i IN -c:a pcm_mulaw -f au"),
        Lossless("w64", ".w64", "w64", "pcm_s16le", "-i IN -c:a pcm_s16le -f w64"),
        Make("wav-ima", ".wav", "wav", "adpcm_ima_wav", 44_100, 179, "-i IN -ar 44100 -c:a adpcm_ima_wav -f wav"),
        Make("wav-ms", ".wav", "wav", "adpcm_ms", 44_100, 181, "-i IN -ar 44100 -c:a adpcm_ms -f wav"),
        Make("wav-gsm", ".wav", "wav", "gsm_ms", 8_000, 13, "-i IN -ar 8000 -c:a libgsm_ms -f wav"),
    ];

    private static EncodedClip Make(
        string name, string extension, string container, string codec, int sampleRate, double bitRate, string ffmpeg) =>
        new(name, extension, container, codec, sampleRate, bitRate) { Steps = [wav => MediaTool.Ffmpeg(ffmpeg, wav)] };

    // Bit rates of lossless codecs depend on the sound; the WAV's is the most that they take.
    private static EncodedClip Lossless(string name, string extension, string container, string codec, string ffmpeg) =>
        Make(name, extension, container, codec, 16_000, 256, ffmpeg) with { IsLossless = true };

    private static EncodedClip Narrow(string name, string extension, string container, params string[] ffmpeg) =>
        new(name, extension, container, "amr_nb", 8_000, 12.2)
        {
            Steps = [wav => MediaTool.Sox("-r 8000 -c 1 -t amr-nb -C 7", wav), .. Wrap(ffmpeg)],
        };

    private static EncodedClip Wide(string name, string extension, string container, params string[] ffmpeg) =>
        new(name, extension, container, "amr_wb", 16_000, 23.85)
        {
            Steps = [wav => AmrWideband.Encode(MediaTool.Ffmpeg("-i IN -ar 16000 -ac 1 -f s16le", wav)), .. Wrap(ffmpeg)],
        };

    private static IEnumerable<Func<byte[], byte[]>> Wrap(string[] commands) =>
        commands.Select(command => (Func<byte[], byte[]>)(bytes => MediaTool.Ffmpeg(command, bytes)));
}
