using System.Diagnostics;

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
        var folder = Directory.CreateTempSubdirectory("audio-tests-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "in"), Path.Combine(folder.FullName, "out"));
            if (input is not null)
                File.WriteAllBytes(from, input);
            var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in $"-nostdin -v error -y {arguments}".Split(' '))
                start.ArgumentList.Add(argument switch { "IN" => from, "OUT" => to, _ => argument });
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            errors.Wait();
            return process.ExitCode != 0 ? null : File.Exists(to) ? File.ReadAllBytes(to) : output.ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Its decoding of the file as interleaved floats, averaged here.</summary>
    public static float[] DecodeToMono(byte[] file, int channels)
    {
        var raw = Run("-i IN -f f64le -c:a pcm_f64le OUT", file);
        Assert.NotNull(raw);
        var samples = Enumerable.Range(0, raw.Length / 8).Select(i => BitConverter.ToDouble(raw, 8 * i));
        return [.. samples.Chunk(channels).Select(frame => (float)frame.Average())];
    }
}
