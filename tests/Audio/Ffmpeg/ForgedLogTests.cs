using System.Text;

namespace CryApi.Audio.Tests;

/// <summary>
/// ffmpeg prints the language of a track as it is, line feeds included. What a file says so is not taken for what ffmpeg says of the server.
/// </summary>
public class ForgedLogTests
{
    private const int Length = 100;

    public static MatrixTheoryData<string, string> Lines { get; } = new(
        FfmpegPrograms.Names,
        [
            "file:/proc/1/fd/2: Permission denied",
            "Exiting normally, received signal 24.",
            "Exiting normally, received signal 15.",
            "Stream mapping:\n  Stream #0:0 -> #0:0 (pwned (x) -> pcm_f32le (native))",
        ]);

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_codec_that_is_not_decoded_is_all_that_is_wrong(string program, string line) =>
        Assert.Equal(AudioErrorCode.UnsupportedFormat, Decoded.RefusalBy(FfmpegPrograms.Get(program), Forged("-ar 48000 -c:a ac3 -f matroska", line)).Code);

    [Theory]
    [MemberData(nameof(Lines))]
    public void What_is_decoded_is_told_as_it_is(string program, string line)
    {
        var decoded = Decoded.By(FfmpegPrograms.Get(program), Forged("-c:a flac -f matroska", line));
        Assert.Equal(("matroska", "flac", 112_000), (decoded.Container, decoded.Codec, decoded.Samples.Length));
    }

    private static byte[] Forged(string how, string line)
    {
        var language = new string('L', Length);
        var file = Made.By($"-i IN -metadata:s:a language={language} {how}").ToArray();
        var forged = Encoding.ASCII.GetBytes(("x\n" + line + "\n").PadRight(Length, 'x'));
        var at = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(language));
        Assert.InRange(at, 0, file.Length);
        forged.CopyTo(file, at);
        return file;
    }
}
