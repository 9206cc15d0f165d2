using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryApi.Audio.Tests;

/// <summary>What the decoder of <c>tools/build-ffmpeg.sh</c> holds, and what it will not read.</summary>
public sealed class MinimalFfmpegTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("minimal-ffmpeg-");

    public void Dispose() => folder.Delete(recursive: true);

    // Program headers, by the ELF specification: PT_INTERP = 3, PT_GNU_STACK = 0x6474e551 (flag 1: executable), PT_GNU_RELRO = 0x6474e552.
    [Fact]
    public void It_is_static_at_a_random_address_with_no_executable_stack()
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        var elf = File.ReadAllBytes(MinimalFfmpeg.File);
        var (table, size, count) = (BitConverter.ToInt32(elf, 32), BitConverter.ToUInt16(elf, 54), BitConverter.ToUInt16(elf, 56));
        var headers = Enumerable.Range(0, count)
            .Select(i => elf.AsSpan(table + (i * size), 8).ToArray())
            .ToLookup(header => BinaryPrimitives.ReadUInt32LittleEndian(header), header => BitConverter.ToUInt32(header, 4));
        Assert.Equal(3, BitConverter.ToUInt16(elf, 16)); // ET_DYN
        Assert.Empty(headers[3]);
        Assert.Single(headers[0x6474e552]);
        Assert.Equal(6u, Assert.Single(headers[0x6474e551]));
    }

    [Theory]
    [InlineData("-demuxers", "aac aiff amr au caf flac matroska,webm mov,mp4,m4a,3gp,3g2,mj2 mp3 ogg w64 wav")]
    [InlineData("-muxers", "amr wav")]
    [InlineData("-decoders", "aac adpcm_ima_qt adpcm_ima_wav adpcm_ms alac amrnb amrwb flac gsm gsm_ms mp1float mp2float mp3float opus"
        + " pcm_alaw pcm_f32be pcm_f32le pcm_f64be pcm_f64le pcm_mulaw pcm_s16be pcm_s16le pcm_s24be pcm_s24le pcm_s32be pcm_s32le pcm_s8"
        + " pcm_u8 speex vorbis")]
    [InlineData("-encoders", "pcm_f32le")]
    [InlineData("-devices", "")]
    public void It_knows_these_and_no_others(string option, string names)
    {
        // Lines of flags, name and description under a line of dashes.
        var listed = Listing(option).SkipWhile(line => line.Trim().Trim('-').Length > 0).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        Assert.Equal(names, string.Join(' ', listed));
    }

    [Fact]
    public void It_knows_only_the_protocols_file_and_pipe() =>
        Assert.Equal(["Supported file protocols:", "Input:", "  file", "  pipe", "Output:", "  file", "  pipe"], Listing("-protocols"));

    [Fact]
    public void It_is_under_the_lesser_licence_whose_text_lies_beside_it()
    {
        Assert.Contains("GNU Lesser General Public", string.Join(' ', Listing("-L")), StringComparison.Ordinal);
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(MinimalFfmpeg.File)!, "COPYING.LGPLv2.1"));
        Assert.Contains("GNU LESSER GENERAL PUBLIC LICENSE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_decodes_and_names_the_streams()
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        var (code, output, errors) = MinimalFfmpeg.Decode("file:" + Save("clip", Clip), "-format_whitelist", "wav", "-f", "wav");
        Assert.Equal(0, code);
        Assert.Equal(Samples, Decoding.Decode(output));
        Assert.Contains("Stream #0:0 -> #0:0 (pcm_s16le (native) -> pcm_f32le (native))", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flac", "flac", "flac")]
    [InlineData("flac", "ogg", "ogg")]
    [InlineData("alac", "ipod", "mov")]
    [InlineData("alac", "caf", "caf")]
    [InlineData("pcm_s16be", "mov", "mov")]
    [InlineData("pcm_s16be", "aiff", "aiff")]
    [InlineData("pcm_s24be", "au", "au")]
    [InlineData("pcm_f64le", "w64", "w64")]
    [InlineData("pcm_s16le", "matroska", "matroska")]
    public void Lossless_files_give_the_samples_that_went_in(string codec, string muxer, string demuxer)
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        Ffmpeg.SkipUnlessPresent();
        var file = Ffmpeg.Run($"-i IN -c:a {codec} -f {muxer} OUT", Clip);
        Assert.NotNull(file);
        var (code, output, errors) = MinimalFfmpeg.Decode(Save("clip", file), "-format_whitelist", demuxer, "-f", demuxer);
        Assert.True(code == 0, errors);
        Assert.Equal(Samples, Decoding.Decode(output));
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nCLIP\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile 'CLIP'\n")]
    [InlineData("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>CLIP</BaseURL></MPD>")]
    [InlineData("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n")]
    public void Files_that_name_other_files_are_no_format_it_knows(string text)
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        var list = Save("list", Encoding.UTF8.GetBytes(text.Replace("CLIP", Save("clip", Clip), StringComparison.Ordinal)));
        AssertRefused("Invalid data found", "file:" + list);
    }

    [Theory]
    [InlineData("concat:CLIP|CLIP")]
    [InlineData("subfile,,start,0,end,100,,:CLIP")]
    [InlineData("crypto:CLIP")]
    [InlineData("cache:CLIP")]
    [InlineData("data:audio/wav;base64,UklGRg==")]
    [InlineData("tcp://127.0.0.1:1")]
    public void Other_protocols_are_not_there(string input)
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        AssertRefused("Protocol not found", input.Replace("CLIP", Save("clip", Clip), StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_is_called_for_an_address()
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        AssertRefused("Protocol not found", $"http://{server.LocalEndpoint}/clip.wav");
        Assert.False(server.Pending());
    }

    private static float[] Samples { get; } = [.. Enumerable.Range(0, 4096).Select(i => ((i * 7919 % 65_536) - 32_768) / 32_768f)];

    private static byte[] Clip { get; } = WavBytes.Pcm16([.. Samples.Select(s => (short)(s * 32_768))]).Build();

    private string Save(string name, byte[] bytes)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static string[] Listing(string option)
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        var (code, output, errors) = MinimalFfmpeg.Run(option);
        Assert.True(code == 0, errors);
        return Encoding.UTF8.GetString(output).TrimEnd().Split('\n');
    }

    private static void AssertRefused(string message, string input)
    {
        var (code, output, errors) = MinimalFfmpeg.Decode(input);
        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }
}
