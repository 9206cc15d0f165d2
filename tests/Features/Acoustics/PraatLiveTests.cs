using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CryApi.Features.Tests.Acoustics;

/// <summary>Praat itself, where it is installed, against its stored values.</summary>
public class PraatLiveTests
{
    [Fact]
    public void Clips_of_the_repository_have_their_stored_values()
    {
        SkipUnlessPresent();
        foreach (PraatClip clip in PraatClip.Own)
            AssertSame(clip, Run(Path.Combine(Repository.Root, clip.Path)));
    }

    [Fact]
    public void Recorded_cries_have_their_stored_values()
    {
        SkipUnlessPresent();
        string folder = RecordedCry.Folder();
        string wav = Path.GetTempFileName();
        try
        {
            // Every tenth: one or two of each origin.
            foreach (PraatClip clip in PraatClip.Recorded.Where((_, i) => i % 10 == 0))
            {
                WriteWav(wav, RecordedCry.Decode(folder, clip.Path));
                AssertSame(clip, Run(wav));
            }
        }
        finally
        {
            File.Delete(wav);
        }
    }

    private static void SkipUnlessPresent() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "praat"))),
        "praat is not on the PATH.");

    private static string Run(string wav)
    {
        string script = Path.Combine(PraatClip.Folder, "praat_reference.praat");
        var start = new ProcessStartInfo("praat", ["--run", script, wav]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return line;
    }

    // Other versions of Praat and of the Vorbis decoder may round differently.
    private static void AssertSame(PraatClip stored, string line)
    {
        PraatClip live = PraatClip.Parse(stored.Path, line);
        Assert.Equal(stored.F0MedianHz ?? 0, live.F0MedianHz ?? 0, 0.005 * (stored.F0MedianHz ?? 0));
        Assert.Equal(stored.VoicedFraction, live.VoicedFraction, 0.01);
        Assert.Equal(stored.HnrMeanDb ?? 0, live.HnrMeanDb ?? 0, 0.2);
        Assert.Equal(stored.Bursts, live.Bursts);
        Assert.Equal(stored.BurstSeconds, live.BurstSeconds, 0.05);
        Assert.Equal(stored.BurstsAt20Db, live.BurstsAt20Db);
    }

    private static void WriteWav(string path, short[] samples)
    {
        using var writer = new BinaryWriter(File.Create(path), Encoding.ASCII);
        int bytes = samples.Length * sizeof(short);
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(16_000);
        writer.Write(16_000 * sizeof(short));
        writer.Write((short)sizeof(short));
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(MemoryMarshal.AsBytes(samples.AsSpan()));
    }
}
