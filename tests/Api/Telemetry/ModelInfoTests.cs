using System.Diagnostics.Metrics;
using CryApi.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Api.Tests;

/// <summary>The models that answer, before and after one is replaced.</summary>
public sealed class ModelInfoTests
{
    [Fact]
    public async Task A_model_that_was_replaced_becomes_zero()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var pipeline = new FakePipeline();
        _ = new ModelInfo(meters, pipeline);
        var before = Gauges.Read(meters);
        Assert.Equal(pipeline.Manifest.Stages.Count, before.Count);
        Assert.All(before.Values, value => Assert.Equal(1, value));

        var detector = pipeline.Manifest.Stages[StageNames.Detector];
        var replaced = detector with { Version = "9.9.9", Sha256 = new string('f', 64) };
        pipeline.Manifest = pipeline.Manifest with { Stages = new Dictionary<string, ModelStage>(pipeline.Manifest.Stages) { [StageNames.Detector] = replaced } };
        var after = Gauges.Read(meters);

        Assert.Equal(before.Count + 1, after.Count);
        Assert.Equal(1, after[$"cryapi.model.info detector {detector.Name} 9.9.9 ffffffffffff"]);
        Assert.Equal(0, after[$"cryapi.model.info detector {detector.Name} {detector.Version} {detector.Sha256[..12]}"]);
        Assert.Equal(before.Count, after.Values.Sum());
    }
}
