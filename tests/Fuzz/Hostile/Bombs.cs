namespace CryApi.Fuzz.Tests;

/// <summary>Small files of hours: each must stop at the longest audio that is accepted.</summary>
internal static class Bombs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        Silence("FLAC of 2 hours", "-f lavfi -t 7200 -i anullsrc=r=8000:cl=mono -c:a flac -f flac"),
        Silence("FLAC of 11 minutes at 192 kHz",
            "-f lavfi -t 660 -i anullsrc=r=192000:cl=mono -c:a flac -compression_level 0 -f flac"),
        Silence("Opus of 2 hours", "-f ogg -stream_loop 119 -i IN -c:a copy -f opus", Minute("libopus -b:a 6k -frame_duration 60", "opus")),
        Silence("WebM of 2 hours", "-f ogg -stream_loop 119 -i IN -c:a copy -f webm", Minute("libopus -b:a 6k -frame_duration 60", "opus")),
        Silence("Vorbis of half an hour", "-f lavfi -t 1800 -i anullsrc=r=8000:cl=mono -c:a libvorbis -q:a 0 -f ogg"),
        Silence("M4A of 2 hours of ALAC", "-f lavfi -t 7200 -i anullsrc=r=8000:cl=mono -c:a alac -f ipod"),
        Silence("M4A of 2 hours of AAC", "-f aac -stream_loop 119 -i IN -c:a copy -f ipod", Minute("aac -b:a 16k", "adts")),
        Silence("CAF of 2 hours of ALAC", "-f lavfi -t 7200 -i anullsrc=r=8000:cl=mono -c:a alac -f caf"),
        Silence("MP3 of 2 hours", "-f mp3 -stream_loop 119 -i IN -c:a copy -f mp3", Minute("libmp3lame -b:a 8k", "mp3")),
        new("AMR of 2 hours",
            _ => [.. "#!AMR\n"u8, .. Enumerable.Repeat((byte[])[0x04, .. new byte[12]], 360_000).SelectMany(frame => frame)],
            HostileFiles.TooLong),
        new("AMR of half an hour without data", _ => [.. "#!AMR\n"u8, .. Enumerable.Repeat((byte)0x7C, 90_000)], HostileFiles.Stopped),
        new("WAV of 2 hours",
            _ => Audio.Tests.WavBytes.Of(7, 8, 1, new byte[7_200 * 8_000]) is var wav ? (wav with { Rate = 8_000 }).Build() : null,
            HostileFiles.TooLong),
    ];

    private static HostileFile Silence(string name, string ffmpeg, Func<byte[]>? input = null) =>
        new(name, _ => Make(() => MediaTool.Ffmpeg(ffmpeg, input?.Invoke() ?? [])), HostileFiles.TooLong);

    private static Func<byte[]> Minute(string codec, string muxer) =>
        () => MediaTool.Ffmpeg($"-f lavfi -t 60 -i anullsrc=r=8000:cl=mono -c:a {codec} -f {muxer}", []);

    private static byte[]? Make(Func<byte[]> make)
    {
        try
        {
            return make();
        }
        catch (EncoderMissingException)
        {
            return null;
        }
    }
}
