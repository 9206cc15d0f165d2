using System.Net;
using CryApi.Audio;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CryApi.Api.Tests;

/// <summary>The whole service with other formats than WAV: where there is a decoder, and where there is none.</summary>
public sealed class DecoderTests(DecoderTests.Service service, DecoderTests.WithoutDecoder without)
    : IClassFixture<DecoderTests.Service>, IClassFixture<DecoderTests.WithoutDecoder>
{
    private static readonly byte[] s_wav = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    private readonly HttpClient _client = service.CreateClient();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("m4a-aac")]
    [InlineData("webm-opus")]
    [InlineData("3gp-amr-nb")]
    [InlineData("mp3")]
    [InlineData("caf-ima4")]
    [InlineData("mp4-film")]
    public async Task What_a_phone_or_a_browser_sends_is_analysed(string name)
    {
        SkipWithoutDecoder();
        var clip = EncodedClip.Named(name);
        var answer = await (await _client.PostAudioAsync("/analyze", clip.EncodeOrSkip(s_wav))).JsonAsync();
        var audio = answer["audio"]!;
        Assert.Equal(
            (clip.Container, clip.Codec, clip.SampleRate, clip.Channels),
            ((string)audio["container"]!, (string)audio["codec"]!, (int)audio["sampleRate"]!, (int)audio["channels"]!));
        Assert.InRange((double)audio["durationSeconds"]!, 6.9, 7.1);
        Assert.True((bool)answer["detection"]!["isCry"]!);
    }

    [Fact]
    public async Task The_files_of_real_phones_are_analysed()
    {
        SkipWithoutDecoder();
        var folder = Repository.Shared("formats");
        Assert.SkipWhen(folder is null, "There is no ../shared/formats.");
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !path.EndsWith(".md", StringComparison.Ordinal)))
        {
            var answer = await _client.PostAudioAsync("/analyze", await File.ReadAllBytesAsync(path, Stop));
            if (path.EndsWith("Cry-Detectio_1.mp4", StringComparison.Ordinal))
                await answer.ShouldBeAsync(422, "no_audio_track");
            else
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{Path.GetFileName(path)}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_file_whose_name_and_type_say_something_else_is_what_its_bytes_are()
    {
        SkipWithoutDecoder();
        using var part = Requests.File(EncodedClip.Named("aac-adts").EncodeOrSkip(s_wav), "image/png");
        using var form = new MultipartFormDataContent { { part, "file", "recording.m4a" } };
        var answer = await (await _client.PostAsync("/detect", form, Stop)).JsonAsync();
        Assert.Equal("aac", (string)answer["audio"]!["container"]!);
    }

    [Fact]
    public async Task Hours_in_a_few_bytes_are_too_long()
    {
        SkipWithoutDecoder();
        var bomb = MediaTool.Ffmpeg("-f lavfi -i anullsrc=r=8000:cl=mono -t 7200 -c:a flac -f flac", s_wav);
        await (await _client.PostAudioAsync("/analyze", bomb)).ShouldBeAsync(413, "audio_too_long");
    }

    [Fact]
    public async Task A_film_without_sound_has_no_audio_track()
    {
        SkipWithoutDecoder();
        var film = MediaTool.Ffmpeg("-f lavfi -i testsrc=size=64x64:rate=5 -t 2 -c:v mpeg4 -f mp4", s_wav);
        await (await _client.PostAudioAsync("/detect", film)).ShouldBeAsync(422, "no_audio_track");
    }

    [Fact]
    public async Task What_is_decoded_is_one_list()
    {
        var formats = (await ModelsAsync(_client))["formats"]!.AsArray().Select(format => (string)format!).ToArray();
        var problem = await (await _client.PostAudioAsync("/detect", "no audio at all"u8.ToArray())).ShouldBeAsync(415, "unsupported_format");
        Assert.EndsWith($" This server decodes: {string.Join(", ", formats)}.", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_decoder_WAV_is_served_and_the_rest_is_refused_with_the_reason()
    {
        var client = without.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect", s_wav)).StatusCode);

        var problem = await (await client.PostAudioAsync("/detect", "fLaC and more"u8.ToArray())).ShouldBeAsync(415, "unsupported_format");
        Assert.Equal(
            $"The bytes look like FLAC, which is not decoded here. This server decodes: {new WavDecoder().Formats.Single()}.",
            (string)problem["detail"]!);

        var models = await ModelsAsync(client);
        Assert.Equal(new WavDecoder().Formats, models["formats"]!.AsArray().Select(format => (string)format!));
        var ready = await client.GetAsync("/health/ready", Stop);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        foreach (var decoder in new[] { models["decoder"]!, (await ready.JsonAsync())["decoder"]! })
        {
            Assert.False((bool)decoder["available"]!);
            Assert.Null(decoder["version"]);
            Assert.Equal("There is no ffmpeg; only WAV is decoded.", (string)decoder["problem"]!);
        }
    }

    [Fact]
    public async Task A_decoder_that_is_there_is_told_with_its_version()
    {
        SkipWithoutDecoder();
        var ready = await (await _client.GetAsync("/health/ready", Stop)).JsonAsync();
        Assert.Equal(AudioDecoders.Default.Ffmpeg.Version, (string)ready["decoder"]!["version"]!);
        Assert.True((bool)(await ModelsAsync(_client))["decoder"]!["available"]!);
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> ModelsAsync(HttpClient client) =>
        await (await client.GetAsync("/models", Stop)).JsonAsync();

    private static void SkipWithoutDecoder() =>
        Assert.SkipUnless(AudioDecoders.Default.Ffmpeg.Available, AudioDecoders.Default.Ffmpeg.Problem ?? "");

    /// <summary>The service as it ships, with whatever decoder this machine has.</summary>
    public sealed class Service : WebApplicationFactory<Program>;

    /// <summary>The same on a machine without one.</summary>
    public sealed class WithoutDecoder : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("Audio:FfmpegPath", "none");
    }
}
