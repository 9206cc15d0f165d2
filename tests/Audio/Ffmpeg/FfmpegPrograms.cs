using System.Collections.Concurrent;

namespace CryApi.Audio.Tests;

/// <summary>The ffmpegs that the decoder must work with: the small one that is built for it, and whatever a machine has.</summary>
internal static class FfmpegPrograms
{
    private const string Built = "built";
    private const string Installed = "installed";

    private static readonly ConcurrentDictionary<string, AudioDecoders> s_decoders = new();

    /// <summary>Their names, for theories.</summary>
    public static IReadOnlyList<string> Names { get; } = [Built, Installed];

    /// <summary>The decoders of a server with that one; skips the test where it isn't there.</summary>
    public static AudioDecoders Get(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ffmpeg decodes on Linux alone.");
        var path = name == Built ? Path.Combine(Repository.Root, "artifacts", "ffmpeg", "ffmpeg") : "ffmpeg";
        if (name == Built)
            Assert.SkipUnless(File.Exists(path), "artifacts/ffmpeg/ffmpeg is not built.");
        else
            Ffmpeg.SkipUnlessPresent();
        return s_decoders.GetOrAdd(name, _ => AudioDecoders.Create(new FfmpegOptions { Path = path }));
    }
}
