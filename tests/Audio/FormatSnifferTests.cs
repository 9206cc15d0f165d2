namespace CryApi.Audio.Tests;

public class FormatSnifferTests
{
    [Theory]
    [InlineData("libmp3lame", "mp3", "mp3")]
    [InlineData("libmp3lame -id3v2_version 0 -write_xing 0", "mp3", "mp3")]
    [InlineData("libmp3lame -ar 22050 -id3v2_version 0 -write_xing 0", "mp3", "mp3")]
    [InlineData("libmp3lame -ar 11025 -b:a 24k -id3v2_version 0 -write_xing 0", "mp3", "mp3")]
    [InlineData("mp2", "mp2", "mp2")]
    [InlineData("aac", "adts", "aac")]
    [InlineData("flac", "flac", "flac")]
    [InlineData("flac", "ogg", "ogg-flac")]
    [InlineData("libvorbis", "ogg", "ogg-vorbis")]
    [InlineData("libopus", "ogg", "ogg-opus")]
    [InlineData("libspeex -ar 16000", "ogg", "ogg-speex")]
    [InlineData("aac", "ipod", "m4a")]
    [InlineData("aac", "mp4", "mp4")]
    [InlineData("aac", "mov", "mov")]
    [InlineData("aac", "3gp", "3gp")]
    [InlineData("libopus", "webm", "webm")]
    [InlineData("aac", "matroska", "matroska")]
    [InlineData("pcm_s16be", "caf", "caf")]
    [InlineData("pcm_s16be", "aiff", "aiff")]
    [InlineData("pcm_s16be", "au", "au")]
    [InlineData("pcm_s16le", "w64", "w64")]
    [InlineData("pcm_s16le", "wav", "wav")]
    [InlineData("pcm_s16le -rf64 always", "wav", "rf64")]
    [InlineData("pcm_s16le", "avi", "avi")]
    [InlineData("wmav2", "asf", "asf")]
    public void What_ffmpeg_writes_is_recognised(string codec, string muxer, string expected)
    {
        Ffmpeg.SkipUnlessPresent();
        var file = Ffmpeg.Run($"-f lavfi -i sine=440:r=44100:d=0.5 -strict -2 -c:a {codec} -f {muxer} OUT");
        Assert.SkipWhen(file is null, $"This ffmpeg can't write {codec} into {muxer}.");
        Assert.Equal(expected, FormatSniffer.Sniff(file)?.Id);
        if (muxer != "wav")
            Assert.Equal(AudioErrorCode.UnsupportedFormat, Decoding.ErrorOf(file));
    }

    [Theory]
    [InlineData("#!AMR\n<\u0001", "amr-nb")]
    [InlineData("#!AMR_MC1.0\n", "amr-nb")]
    [InlineData("#!AMR-WB\n", "amr-wb")]
    [InlineData("RIFF\u0001\0\0\0WEBPVP8 ", "webp")]
    [InlineData("RIFF\u0001\0\0\0sfbkLIST", "riff")]
    [InlineData("RIFX\0\0\0\u0001WAVEfmt ", "wav")]
    [InlineData("BW64\u0001\0\0\0WAVEds64", "rf64")]
    [InlineData("FORM\0\0\0\u0001AIFCFVER", "aiff")]
    [InlineData("\0\0\0\u0018ftypisom\0\0", "mp4")]
    [InlineData("\0\0\0\u0018ftypM4B \0\0", "m4a")]
    [InlineData("\0\0\0\u0018ftyp3gp4\0\0", "3gp")]
    [InlineData("\0\0\0\u0018ftypheic\0\0", "heif")]
    [InlineData("\0\0\0\u0018ftypavif\0\0", "heif")]
    [InlineData("\0\0\0\u0008wide\0\0\0\u0008", "mov")]
    [InlineData("\0\0\0\u0008free\0\0\0\u0009skip!\0\0\0\u0018ftypM4A ", "m4a")]
    [InlineData("The free world", null)]
    [InlineData("MThd\0\0\0\u0006", "midi")]
    [InlineData("OggS\0\u0002", "ogg")]
    [InlineData("ID3\u0003\0\0\0\0\0\u0002\0\0fLaC", "flac")]
    [InlineData("ID3\u0003\0\0\0\0\u000F\0", "mp3")]
    public void Heads_written_by_hand_are_recognised(string head, string? expected) =>
        Assert.Equal(expected, FormatSniffer.Sniff(System.Text.Encoding.Latin1.GetBytes(head))?.Id);

    [Fact]
    public void Real_files_of_phones_and_browsers_are_recognised()
    {
        var folder = Shared.Folder("formats");
        var expected = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            [".3gp"] = ["3gp"],
            [".caf"] = ["caf"],
            [".amr"] = ["amr-nb"],
            [".m4a"] = ["m4a", "mp4", "3gp", "aac"],
            [".mp3"] = ["mp3"],
            [".ogg"] = ["ogg-vorbis"],
            [".mp4"] = ["mp4"],
        };
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => expected.ContainsKey(Path.GetExtension(file))))
        {
            var sniffed = FormatSniffer.Sniff(File.ReadAllBytes(file));
            Assert.True(expected[Path.GetExtension(file)].Contains(sniffed?.Id), $"{Path.GetFileName(file)}: {sniffed}");
        }
    }

    [Fact]
    public void Random_bytes_are_hardly_ever_taken_for_audio()
    {
        var random = new Random(1);
        var bytes = new byte[4096];
        var hits = 0;
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            // Every second try begins with a sync word, which frame formats have to look beyond.
            if (i % 2 == 0)
                (bytes[0], bytes[1]) = (0xFF, (byte)(bytes[1] | 0xE0));
            hits += FormatSniffer.Sniff(bytes) is null ? 0 : 1;
        }

        // Two valid headers with equal parameters: about 1 in 4000 of those that begin with a sync word.
        Assert.InRange(hits, 0, 50);
    }

    [Fact]
    public void Any_beginning_of_any_length_is_looked_at_without_failing()
    {
        var random = new Random(2);
        byte[][] heads =
        [
            [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 9], [.. "ID3"u8, 4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F],
            [0xFF, 0xFB, 0x90, 0], [0xFF, 0xF1, 0x50, 0x80, 1, 0x7F, 0xFC],
            [.. "OggS"u8, 0], [0x1A, 0x45, 0xDF, 0xA3], [0, 0, 0, 32, .. "ftyp"u8], [.. "FORM"u8], [.. "RF64"u8], [.. "caff"u8],
        ];
        foreach (var head in heads)
        {
            for (var i = 0; i < 2000; i++)
            {
                var file = new byte[random.Next(0, 80)];
                random.NextBytes(file);
                head.AsSpan(0, Math.Min(head.Length, file.Length)).CopyTo(file);
                FormatSniffer.Sniff(file);
            }
        }
    }

    [Fact]
    public void Common_bytes_that_are_no_audio_are_unknown()
    {
        Assert.Null(FormatSniffer.Sniff([]));
        Assert.Null(FormatSniffer.Sniff("{\"audio\": \"none\", \"text\": \"x\"}"u8));
        Assert.Null(FormatSniffer.Sniff("<!DOCTYPE html><html></html>"u8));
        Assert.Null(FormatSniffer.Sniff([0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8]));
        Assert.Null(FormatSniffer.Sniff([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1]));
        Assert.Null(FormatSniffer.Sniff([0xFF, 0xFE, .. "t\0e\0x\0t\0 \0i\0n\0 \0U\0T\0F\0"u8]));
        Assert.Null(FormatSniffer.Sniff(new byte[5000]));
        var ones = new byte[5000];
        Array.Fill(ones, (byte)0xFF);
        Assert.Null(FormatSniffer.Sniff(ones));
    }
}
