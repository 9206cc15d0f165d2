using System.ComponentModel;
using System.Diagnostics;
using CryApi.Audio;

namespace CryApi.Benchmarks;

/// <summary>Files to measure with: the repository's models, its sample of a cry at any length, and that as M4A.</summary>
internal static class BenchmarkFiles
{
    /// <summary>Sample rate of the sample, Hz.</summary>
    public const int SampleRate = 16_000;

    private static readonly string s_root = FindRoot();

    /// <summary>Folder of the shipped bundle.</summary>
    public static string Models { get; } = Path.Combine(s_root, "models");

    private static string Sample => Path.Combine(s_root, "samples", "cry.wav");

    /// <summary>The bytes of <c>samples/cry.wav</c>: 7 s, 16 kHz, mono, 16 bit.</summary>
    public static Task<byte[]> ReadSampleAsync() => File.ReadAllBytesAsync(Sample);

    /// <summary>The sample over and over, until the clip is that long.</summary>
    public static async Task<float[]> ReadCryAsync(int seconds)
    {
        float[] sample = await DecodeAsync(await ReadSampleAsync());
        float[] clip = new float[seconds * SampleRate];
        for (int at = 0; at < clip.Length; at += sample.Length)
            sample.AsSpan(0, Math.Min(sample.Length, clip.Length - at)).CopyTo(clip.AsSpan(at));
        return clip;
    }

    /// <summary>The samples of a WAV file, as they are.</summary>
    public static async Task<float[]> DecodeAsync(byte[] file)
    {
        await using var source = await new WavDecoder().OpenAsync(file, new AudioLimits(), CancellationToken.None);
        float[] samples = new float[source.KnownLength!.Value];
        for (int read = 0, count; (count = await source.ReadAsync(samples.AsMemory(read), CancellationToken.None)) > 0;)
            read += count;
        return samples;
    }

    /// <summary>The same as a WAV file of 16 bit.</summary>
    public static async Task<byte[]> ReadCryWavAsync(int seconds) => WavWriter.ToPcm16(await ReadCryAsync(seconds), SampleRate);

    /// <summary>Whether an ffmpeg on the PATH encodes AAC. The service's own build only decodes.</summary>
    public static bool EncodesM4a { get; } = HasEncoder();

    /// <summary>The sample as a phone would send it: AAC of 44.1 kHz in M4A.</summary>
    public static async Task<byte[]> EncodeM4aAsync()
    {
        string target = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.m4a");
        string[] arguments = ["-v", "error", "-i", Sample, "-ar", "44100", "-c:a", "aac", "-b:a", "96k", target];
        try
        {
            using var ffmpeg = Process.Start("ffmpeg", arguments);
            await ffmpeg.WaitForExitAsync();
            return await File.ReadAllBytesAsync(target);
        }
        finally
        {
            File.Delete(target);
        }
    }

    private static bool HasEncoder()
    {
        try
        {
            var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-h", "encoder=aac"]) { RedirectStandardOutput = true };
            using var ffmpeg = Process.Start(start)!;
            return ffmpeg.StandardOutput.ReadToEnd().Contains("Encoder aac", StringComparison.Ordinal);
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CryApi.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The benchmark runs inside the repository only.");
        return folder.FullName;
    }
}
