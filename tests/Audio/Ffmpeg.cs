namespace CryApi.Audio.Tests;

/// <summary>The independent decoder and encoder, where the machine has it.</summary>
internal static class Ffmpeg
{
    public static bool IsPresent { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Any(folder => File.Exists(Path.Combine(folder, "ffmpeg")) || File.Exists(Path.Combine(folder, "ffmpeg.exe")));

    public static void SkipUnlessPresent() => Assert.SkipUnless(IsPresent, "ffmpeg is not on the PATH.");

    /// <summary>Runs it; null when it fails (a build without that encoder).</summary>
    /// <param name="arguments">With <c>OUT</c> for the output file; <c>-</c> writes to the pipe instead.</param>
    /// <param name="input">Bytes that become the file <c>IN</c>.</param>
    public static byte[]? Run(string arguments, byte[]? input = null)
    {
        try
        {
            return MediaTool.Run("ffmpeg", $"-nostdin -v error -y {arguments}", input);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Its decoding of the first audio track as interleaved floats, averaged here.</summary>
    public static float[] DecodeToMono(byte[] file, int channels)
    {
        var raw = Run("-i IN -map 0:a:0 -f f64le -c:a pcm_f64le OUT", file);
        Assert.NotNull(raw);
        var samples = Enumerable.Range(0, raw.Length / 8).Select(i => BitConverter.ToDouble(raw, 8 * i));
        return [.. samples.Chunk(channels).Select(frame => (float)frame.Average())];
    }
}
