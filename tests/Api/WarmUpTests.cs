using CryApi.Audio;
using CryApi.Pipeline;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CryApi.Api.Tests;

/// <summary>No caller is the first whose request goes all the way.</summary>
public sealed class WarmUpTests
{
    private static readonly WarmUp Warm = new(Options.Create(new JsonOptions()), LoggerFactory.Create(_ => { }).CreateLogger<WarmUp>());

    [Fact]
    public async Task A_service_is_warmed_up_before_it_is_ready()
    {
        var log = new LogKeeper();
        await using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log)));
        Assert.True((await service.CreateClient().GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        var lines = log.Lines.ToList();
        var warm = lines.FindIndex(line => line.Contains("Warmed up in", StringComparison.Ordinal));
        Assert.InRange(warm, 0, lines.FindIndex(line => line.Contains("Application started", StringComparison.Ordinal)));
    }

    // The type that is named, and the descriptors, are there only where every stage has run.
    [Theory]
    [InlineData(4_000, 192_000, 0.1, 600)]
    [InlineData(44_100, 192_000, 0.1, 600)]
    [InlineData(4_000, 8_000, 0.1, 600)]
    [InlineData(4_000, 192_000, 3.3, 600)]
    [InlineData(4_000, 192_000, 0.1, 1.1)]
    public async Task The_cry_passes_all_stages_within_any_limits(int minRate, int maxRate, double minSeconds, double maxSeconds)
    {
        var limits = new AudioLimits
        {
            MinSampleRate = minRate,
            MaxSampleRate = maxRate,
            MinDurationSeconds = minSeconds,
            MaxDurationSeconds = maxSeconds,
        };
        using var pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = Repository.Models, Limits = limits });
        var options = new AnalysisOptions { DetectionThreshold = 0, ClassificationThreshold = 0 };
        var analysis = await pipeline.AnalyzeAsync(WarmUp.Cry(limits), options, TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Cry, analysis.Outcome);
        Assert.NotNull(analysis.Acoustics!.LevelDbfs);
    }

    [Fact]
    public void Both_thresholds_let_everything_through()
    {
        var fake = new FakePipeline();
        Warm.Run(fake, new AudioLimits());
        Assert.Equal(1, fake.Calls);
        Assert.Equal((0, 0), (fake.LastOptions!.DetectionThreshold, fake.LastOptions.ClassificationThreshold));
    }

    [Fact]
    public void Limits_that_nothing_short_fits_do_not_stop_the_start()
    {
        using var pipeline = CryPipelineLoader.Load(new PipelineOptions
        {
            ModelsPath = Repository.Models,
            Limits = new AudioLimits { MinDurationSeconds = 600, MaxDurationSeconds = 86_400 },
        });
        Warm.Run(pipeline, new AudioLimits { MinDurationSeconds = 600, MaxDurationSeconds = 86_400 });
        Warm.Run(pipeline, new AudioLimits { MinDurationSeconds = 0, MaxDurationSeconds = 1e-9 });
    }
}
