using System.Diagnostics;

namespace CryApi.Audio.Tests;

/// <summary>The decoder that <c>tools/build-ffmpeg.sh</c> makes, where it was built.</summary>
internal static class MinimalFfmpeg
{
    public static string File { get; } = Path.Combine(Repository.Root, "artifacts", "ffmpeg", "ffmpeg");

    public static void SkipUnlessBuilt() =>
        Assert.SkipUnless(System.IO.File.Exists(File), "artifacts/ffmpeg/ffmpeg is not built: tools/build-ffmpeg.sh.");

    /// <summary>Also skips where it was built with <c>--no-sandbox</c>.</summary>
    public static void SkipUnlessSandboxed()
    {
        SkipUnlessBuilt();
        var version = System.Text.Encoding.UTF8.GetString(Run("-version").Output);
        Assert.SkipUnless(version.Contains("sandbox.o", StringComparison.Ordinal), "This build is without the sandbox.");
    }

    /// <summary>Starts it as the service does: no environment, nothing but its own three streams.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(File, ["-nostdin", "-hide_banner", "-nostats", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end, or for a minute: another ffmpeg in its place may wait for a network.</summary>
    public static (int ExitCode, byte[] Output, string Errors) Run(params string[] arguments)
    {
        using var process = Start(arguments);
        using var minute = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var killing = minute.Token.Register(process.Kill);
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), errors.Result);
    }

    /// <summary>Decodes as the service does.</summary>
    public static (int ExitCode, byte[] Output, string Errors) Decode(string input, params string[] options) =>
        Run([.. options, "-i", input, "-map", "0:a:0", "-fflags", "+bitexact", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1"]);
}
