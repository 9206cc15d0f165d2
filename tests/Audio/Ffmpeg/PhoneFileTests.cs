using System.Globalization;

namespace CryApi.Audio.Tests;

/// <summary>Recordings as phones wrote them, where they lie beside the checkout.</summary>
public class PhoneFileTests
{
    private const string Silent = "Cry-Detectio_1.mp4";

    public static TheoryData<string> Programs { get; } = [.. FfmpegPrograms.Names];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Each_decodes_to_its_length(string program)
    {
        var decoders = FfmpegPrograms.Get(program);
        string[] files =
        [
            .. Directory.GetFiles(Shared.Folder("formats")).Where(path => Path.GetExtension(path) != ".md" && Path.GetFileName(path) != Silent),
        ];
        Assert.NotEmpty(files);
        foreach (var path in files)
        {
            var file = File.ReadAllBytes(path);
            var decoded = Decoded.By(decoders, file);
            // Of files that state no length ffprobe guesses one; their packets can be counted.
            var expected = Probe(decoded.Container is "amr" or "aac" ? "packet=duration_time" : "stream=duration", file).Sum();
            Assert.True(Math.Abs(expected - decoded.Seconds) < 0.1, $"{Path.GetFileName(path)}: {decoded.Seconds} s, not {expected} s");
            Assert.True(decoded.Samples.Max(Math.Abs) > 0.01f, path);
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_recording_with_a_dozen_frames_in_a_sample_is_whole(string program)
    {
        var file = File.ReadAllBytes(Path.Combine(Shared.Folder("formats"), "phone_6.3gp"));
        Assert.Equal(6.64, Decoded.By(FfmpegPrograms.Get(program), file).Seconds, 6);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_film_without_sound_is_told_from_one_that_cannot_be_read(string program)
    {
        var file = File.ReadAllBytes(Path.Combine(Shared.Folder("formats"), Silent));
        Assert.Equal(AudioErrorCode.NoAudioTrack, Decoded.RefusalBy(FfmpegPrograms.Get(program), file).Code);
    }

    private static IEnumerable<double> Probe(string entry, byte[] file) => MediaTool.Probe(entry, file)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => double.Parse(line.Split('=')[1], CultureInfo.InvariantCulture));
}
