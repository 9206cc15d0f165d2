using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CryApi.Audio;
using CryApi.Features;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CryApi.Api.Tests;

/// <summary>The whole service with the shipped models: what a stranger sends first, and what a hostile one sends.</summary>
public sealed class RealServiceTests(RealServiceTests.Service service) : IClassFixture<RealServiceTests.Service>
{
    private static readonly byte[] Cry = Wav("cry");

    private readonly HttpClient _client = service.CreateClient();

    [Fact]
    public async Task A_cry_is_a_cry_with_a_type_and_probabilities()
    {
        var answer = await AnalyzeAsync(Cry);
        Assert.StartsWith("cry", (string)answer["outcome"]!, StringComparison.Ordinal);
        Assert.True((bool)answer["detection"]!["isCry"]!);
        var probabilities = answer["classification"]!["probabilities"]!.AsObject();
        Assert.Equal(["belly_pain", "burping", "discomfort", "hungry", "tired"], probabilities.Select(p => p.Key));
        Assert.Equal(1, probabilities.Sum(p => (double)p.Value!), 9);
        Assert.Equal("wav", (string)answer["audio"]!["container"]!);
        Assert.InRange((double)answer["acoustics"]!["f0MedianHz"]!, 200, 1_000);
        Assert.InRange((int)answer["acoustics"]!["burstCount"]!, 1, 50);
    }

    [Theory]
    [InlineData("siren")]
    [InlineData("chime")]
    [InlineData("silence")]
    public async Task Another_sound_is_not_cry(string name)
    {
        var answer = await AnalyzeAsync(Wav(name));
        Assert.Equal("not_cry", (string)answer["outcome"]!);
        Assert.True(answer.ContainsKey("classification"));
        Assert.Null(answer["classification"]);
        Assert.True(answer.ContainsKey("acoustics"));
        Assert.Null(answer["acoustics"]);
    }

    [Fact]
    public async Task The_models_are_told()
    {
        var models = (await _client.GetFromJsonAsync<JsonObject>("/models", TestContext.Current.CancellationToken))!;
        foreach (var stage in (string[])["embedding", "detector", "classifier"])
        {
            Assert.Equal(64, ((string)models["stages"]![stage]!["sha256"]!).Length);
            Assert.NotEmpty(models["stages"]![stage]!["training"]!.AsArray());
        }

        Assert.NotEmpty(models["stages"]!["detector"]!["figures"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_prior_changes_the_calibrated_probabilities_and_nothing_else()
    {
        var without = await ReadAsync("/classify", Cry);
        var with = await ReadAsync("/classify?prior=hungry%3A0.2,tired:0.6", Cry);
        Assert.NotNull(without["calibrated"]);
        var (before, after) = (without["calibrated"]!, with["calibrated"]!);
        Assert.All(before["prior"]!.AsObject(), share => Assert.Equal(0.2, (double)share.Value!));
        Assert.Equal(0.6, (double)after["prior"]!["tired"]!);

        // Bayes' rule by hand: what is known without a prior, times the prior, scaled to a sum of 1. Where the shipped model knows nothing
        // this is the prior itself; CalibrationTests has a model that knows something.
        var weights = before["probabilities"]!.AsObject().ToDictionary(p => p.Key, p => (double)p.Value! * (double)after["prior"]![p.Key]!);
        Assert.Equal(weights.Keys, after["probabilities"]!.AsObject().Select(p => p.Key));
        Assert.All(weights, w => Assert.Equal(w.Value / weights.Values.Sum(), (double)after["probabilities"]![w.Key]!, 1e-9));
        Assert.Contains((string)after["evidence"]!, (string[])["none", "weak", "moderate", "strong"]);
        Assert.InRange((double)after["coverage"]!, 0.5, 0.999);

        before["probabilities"] = before["prior"] = null;
        after["probabilities"] = after["prior"] = null;
        Assert.Equal(without.ToJsonString(), with.ToJsonString());
    }

    [Fact]
    public async Task A_prior_of_a_subnormal_number_is_certain_of_its_type()
    {
        var answer = await ReadAsync("/classify?prior=hungry:1e-320,tired:0,burping:0,discomfort:0,belly_pain:0", Cry);
        Assert.Equal(1, (double)answer["calibrated"]!["probabilities"]!["hungry"]!);
    }

    [Fact]
    public async Task A_prior_that_is_none_is_refused()
    {
        var answer = await (await _client.PostAudioAsync("/analyze?prior=hungry:0.7,tired:0.7", Cry)).ShouldBeAsync(400, "invalid_parameter");
        Assert.NotNull(answer["errors"]!["prior"]);
    }

    public static TheoryData<string, int, string> Hostile { get; } = new()
    {
        { "nothing", 400, "empty_body" },
        { "random bytes", 415, "unsupported_format" },
        { "half a WAV", 422, "truncated" },
        { "a WAV that claims 4 GB", 422, "truncated" },
        { "a cut header", 422, "truncated" },
        { "no channels", 422, "corrupt" },
        { "0 Hz", 422, "corrupt" },
        { "NaN", 422, "corrupt" },
        { "infinity", 422, "corrupt" },
        { "no samples", 422, "too_short" },
        { "10 ms", 422, "too_short" },
        { "11 minutes", 413, "audio_too_long" },
        { "1 kHz", 422, "unsupported_sample_rate" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Bytes_that_are_no_use_get_the_contracts_status(string what, int status, string code)
    {
        foreach (var url in (string[])["/detect", "/classify", "/analyze"])
        {
            await (await _client.PostAudioAsync(url, Make(what))).ShouldBeAsync(status, code);
            using var form = new MultipartFormDataContent { { new ByteArrayContent(Make(what)), "file", "a.wav" } };
            await (await _client.PostAsync(url, form, TestContext.Current.CancellationToken)).ShouldBeAsync(status, code);
        }

        Assert.NotEqual("not_cry", (string)(await AnalyzeAsync(Cry))["outcome"]!);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("abc")]
    [InlineData("NaN")]
    [InlineData("-0.1")]
    public async Task A_threshold_that_is_none_is_refused(string threshold)
    {
        var answer = await (await _client.PostAudioAsync($"/detect?threshold={threshold}", Cry)).ShouldBeAsync(400, "invalid_parameter");
        Assert.NotNull(answer["errors"]!["threshold"]);
    }

    [Fact]
    public async Task Two_files_are_one_too_many()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Cry), "file", "a.wav" },
            { new ByteArrayContent(Cry), "file", "b.wav" },
        };
        await (await _client.PostAsync("/analyze", form, TestContext.Current.CancellationToken)).ShouldBeAsync(400, "multiple_files");
    }

    private static byte[] Make(string what) => what switch
    {
        "nothing" => [],
        "random bytes" => Random(),
        "half a WAV" => Cry[..(Cry.Length / 2)],
        "a WAV that claims 4 GB" => With(Cry, 40, 0xFFFF_FFF0),
        "a cut header" => Cry[..30],
        "no channels" => With16(Cry, 22, 0),
        "0 Hz" => With(Cry, 24, 0),
        "NaN" => EndingIn(float.NaN),
        "infinity" => EndingIn(float.NegativeInfinity),
        "no samples" => With(Cry[..44], 40, 0),
        "10 ms" => WavWriter.ToPcm16(new float[160], 16_000),
        "11 minutes" => WavWriter.ToPcm16(new float[660 * 16_000], 16_000),
        "1 kHz" => WavWriter.ToPcm16(new float[4_000], 1_000),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static byte[] EndingIn(float sample)
    {
        var wav = WavWriter.ToFloat32(new float[16_000], 16_000);
        BinaryPrimitives.WriteSingleLittleEndian(wav.AsSpan(wav.Length - sizeof(float)), sample);
        return wav;
    }

    private static byte[] Random()
    {
        var bytes = new byte[50_000];
        new Random(4).NextBytes(bytes);
        return bytes;
    }

    private static byte[] With(byte[] wav, int offset, uint value)
    {
        var copy = wav.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(offset), value);
        return copy;
    }

    private static byte[] With16(byte[] wav, int offset, ushort value)
    {
        var copy = wav.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(offset), value);
        return copy;
    }

    private static byte[] Wav(string name)
    {
        var sound = SoundLibrary.Create(name, 5, 1);
        return WavWriter.ToPcm16(sound.Samples, sound.SampleRate);
    }

    private Task<JsonObject> AnalyzeAsync(byte[] wav) => ReadAsync("/analyze", wav);

    private async Task<JsonObject> ReadAsync(string url, byte[] wav)
    {
        var response = await _client.PostAudioAsync(url, wav);
        Assert.True(response.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"{response.StatusCode}"));
        return (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The service as it ships, started once.</summary>
    public sealed class Service : WebApplicationFactory<Program>;
}
