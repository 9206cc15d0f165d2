using System.Net;

namespace CryApi.Api.Tests;

/// <summary>The shape of the answers, as a client reads them.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Detection_has_the_members_of_the_contract_and_no_segments()
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().PostAudioAsync("/detect");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var json = await response.JsonAsync();
        Assert.Equal(["isCry", "probability", "threshold", "events", "audio", "model"], json.Select(member => member.Key));
        Assert.Equal(["startSeconds", "endSeconds", "maxProbability"], json["events"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(
            ["container", "codec", "sampleRate", "channels", "durationSeconds", "warnings"],
            json["audio"]!.AsObject().Select(member => member.Key));
        Assert.Equal("crynet-detector", json["model"]!["name"]!.GetValue<string>());
        Assert.Equal(0.973, json["probability"]!.GetValue<double>());
    }

    // Half an answer on its way is one that a gateway can't ask another instance for.
    [Theory]
    [InlineData("/detect", HttpStatusCode.OK)]
    [InlineData("/classify", HttpStatusCode.OK)]
    [InlineData("/analyze?include=segments", HttpStatusCode.OK)]
    [InlineData("/analyze?classificationThreshold=2", HttpStatusCode.BadRequest)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task An_answer_comes_in_one_piece(string url, HttpStatusCode status)
    {
        await using var api = new KestrelApi();
        using var response = await api.CreateClient().PostAudioAsync(url);

        Assert.Equal(status, response.StatusCode);
        Assert.True(response.Content.Headers.NonValidated.Contains("Content-Length"));
    }

    [Theory]
    [InlineData("/detect?include=segments", "segments")]
    [InlineData("/analyze?include=segments", "detection")]
    public async Task Segments_come_when_asked_for(string url, string member)
    {
        await using var api = new ApiFactory();
        var json = await (await api.CreateClient().PostAudioAsync(url)).JsonAsync();

        var segments = member == "segments" ? json[member] : json[member]!["segments"];
        Assert.Equal(0.41, segments![0]!["probability"]!.GetValue<double>());
    }

    [Fact]
    public async Task Classification_has_all_five_probabilities_and_the_part_they_are_of()
    {
        await using var api = new ApiFactory();
        var json = await (await api.CreateClient().PostAudioAsync("/classify")).JsonAsync();

        Assert.Equal(
            ["cryType", "label", "confidence", "threshold", "probabilities", "calibrated", "startSeconds", "endSeconds", "acoustics", "audio", "model"],
            json.Select(member => member.Key));
        Assert.Equal(
            ["belly_pain", "burping", "discomfort", "hungry", "tired"],
            json["probabilities"]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("/classify")]
    [InlineData("/analyze")]
    public async Task The_calibrated_types_have_the_members_of_the_contract(string url)
    {
        await using var api = new ApiFactory();
        var json = await (await api.CreateClient().PostAudioAsync(url + "?prior=hungry:0.2,tired:0.6")).JsonAsync();

        var calibrated = (json["classification"] ?? json)["calibrated"]!.AsObject();
        Assert.Equal(["probabilities", "prior", "evidence", "predictionSet", "coverage"], calibrated.Select(member => member.Key));
        Assert.Equal(FakePipeline.Types, calibrated["probabilities"]!.AsObject().Select(member => member.Key));
        Assert.Equal(FakePipeline.Types, calibrated["prior"]!.AsObject().Select(member => member.Key));
        Assert.Equal(0.6, calibrated["prior"]!["tired"]!.GetValue<double>());
        Assert.Equal("none", calibrated["evidence"]!.GetValue<string>());
        Assert.Equal("hungry", calibrated["predictionSet"]![2]!.GetValue<string>());
        Assert.Equal(0.9, calibrated["coverage"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("/classify")]
    [InlineData("/analyze")]
    public async Task The_acoustics_have_the_members_of_the_contract(string url)
    {
        await using var api = new ApiFactory();
        var json = await (await api.CreateClient().PostAudioAsync(url)).JsonAsync();
        Assert.Equal(
            [
                "levelDbfs", "snrDb", "f0MedianHz", "f0P10Hz", "f0P90Hz", "f0SlopeHzPerSecond", "voicedFraction", "hnrDb",
                "spectralTiltDbPerOctave", "burstCount", "burstMeanSeconds", "burstsPerMinute", "pauseMeanSeconds",
                "hyperphonationFraction", "dysphonationFraction", "intensity",
            ],
            json["acoustics"]!.AsObject().Select(member => member.Key));
        Assert.Equal(438.2, json["acoustics"]!["f0MedianHz"]!.GetValue<double>());
        Assert.False(json["classification"] is System.Text.Json.Nodes.JsonObject inner && (inner.ContainsKey("acoustics") || inner.ContainsKey("audio")));
    }

    [Fact]
    public async Task What_cannot_be_measured_is_an_explicit_null()
    {
        await using var api = new ApiFactory();
        api.Pipeline.Acoustics = Examples.Analysis.Acoustics! with { F0MedianHz = null, BurstCount = null };
        var acoustics = (await (await api.CreateClient().PostAudioAsync("/classify")).JsonAsync())["acoustics"]!.AsObject();
        Assert.Equal(16, acoustics.Count);
        Assert.Null(acoustics["f0MedianHz"]);
        Assert.Null(acoustics["burstCount"]);
    }

    [Fact]
    public async Task An_uncertain_type_is_an_explicit_null()
    {
        await using var api = new ApiFactory();
        api.Pipeline.IsUncertain = true;
        var json = await (await api.CreateClient().PostAudioAsync("/analyze")).JsonAsync();

        Assert.Equal("cry_type_uncertain", json["outcome"]!.GetValue<string>());
        var classification = json["classification"]!.AsObject();
        Assert.True(classification.ContainsKey("cryType"));
        Assert.Null(classification["cryType"]);
    }

    [Fact]
    public async Task No_cry_has_an_explicit_null_classification()
    {
        await using var api = new ApiFactory();
        api.Pipeline.IsCry = false;
        var json = await (await api.CreateClient().PostAudioAsync("/analyze")).JsonAsync();

        Assert.Equal(["outcome", "detection", "classification", "acoustics", "audio"], json.Select(member => member.Key));
        Assert.Equal("not_cry", json["outcome"]!.GetValue<string>());
        Assert.Null(json["classification"]);
        Assert.Null(json["acoustics"]);
        Assert.False(json["detection"]!.AsObject().ContainsKey("audio"));
    }
}
