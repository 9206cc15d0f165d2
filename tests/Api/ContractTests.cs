using System.Text.Json.Nodes;
using CryApi.Audio;
using CryApi.Features;
using Microsoft.Extensions.DependencyInjection;
using Swashbuckle.AspNetCore.Swagger;

namespace CryApi.Api.Tests;

/// <summary>
/// What the service answers, held against the document it publishes (which <see cref="OpenApiDocumentTests"/> holds against the committed one)
/// by a validator of JSON Schema.
/// </summary>
public sealed class ContractTests(RealServiceTests.Service service) : IClassFixture<RealServiceTests.Service>
{
    private static readonly byte[] Cry = WavWriter.ToPcm16(CrySynthesizer.Create(5, 1).Samples, PatchGeometry.SampleRate);

    private static readonly byte[] Silence = WavWriter.ToPcm16(new float[PatchGeometry.SampleRate], PatchGeometry.SampleRate);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/classify", "Classification")]
    [InlineData("/classify?threshold=1&prior=hungry:0.2", "Classification")]
    [InlineData("/analyze?detectionThreshold=0&classificationThreshold=0", "Analysis")]
    [InlineData("/analyze?detectionThreshold=1&include=segments", "Analysis")]
    [InlineData("/detect?include=segments", "Detection")]
    [InlineData("/detect?threshold=2", "ProblemDetails")]
    public async Task An_answer_is_as_described(string url, string schema)
    {
        foreach (var audio in (byte[][])[Cry, Silence])
        {
            var answer = await (await service.CreateClient().PostAudioAsync(url, audio)).JsonAsync();
            Assert.Equal("", (await ContractAsync()).Complaints(schema, answer));
        }
    }

    [Fact]
    public async Task An_analysis_without_a_cry_has_null_where_it_says_so()
    {
        var answer = await (await service.CreateClient().PostAudioAsync("/analyze?detectionThreshold=1", Silence)).JsonAsync();
        Assert.Equal("not_cry", (string)answer["outcome"]!);
        Assert.True(answer.ContainsKey("classification") && answer["classification"] is null);
        Assert.Equal("", (await ContractAsync()).Complaints("Analysis", answer));
    }

    [Theory]
    [InlineData("/models", "ModelsResponse")]
    [InlineData("/health/ready", "ReadyResponse")]
    [InlineData("/health/live", "HealthResponse")]
    public async Task What_is_asked_without_audio_is_as_described(string url, string schema)
    {
        var answer = await (await service.CreateClient().GetAsync(url, Stop)).JsonAsync();
        Assert.Equal("", (await ContractAsync()).Complaints(schema, answer));
    }

    [Fact]
    public async Task What_is_not_as_described_is_seen()
    {
        var contract = await ContractAsync();
        var answer = await (await service.CreateClient().PostAudioAsync("/analyze?detectionThreshold=0", Cry)).JsonAsync();
        foreach (var change in (Action<JsonNode>[])
            [
                a => a["outcome"] = "perhaps", a => a["detection"] = null, a => a["classification"] = new JsonObject(),
                a => a["classification"] = "none", a => a["detection"]!["probability"] = "0.5", a => a["unknown"] = 1,
                a => a.AsObject().Remove("acoustics"), a => a["classification"]!["calibrated"] = null,
            ])
        {
            var other = answer.DeepClone();
            change(other);
            Assert.NotEqual("", contract.Complaints("Analysis", other));
        }
    }

    [Fact]
    public async Task Members_may_be_added() => Assert.DoesNotContain(
        "additionalProperties: false", await File.ReadAllTextAsync(OpenApiDocumentTests.Committed, Stop), StringComparison.Ordinal);

    private Task<Contract> ContractAsync() =>
        Contract.OfAsync(service.Services.GetRequiredService<ISwaggerProvider>().GetSwagger(OpenApiExtensions.DocumentName), Stop);
}
