using CryApi.Audio;
using CryApi.Pipeline;

namespace CryApi.Api.Tests;

/// <summary>When a pipeline is exchanged, and when the old one is disposed of.</summary>
public sealed class SwappablePipelineTests
{
    private static readonly AnalysisOptions s_options = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_ends_on_the_pipeline_that_it_began_on_and_only_then_is_that_disposed_of()
    {
        using var release = new SemaphoreSlim(0);
        var (first, second) = (new Watched { OnCall = () => release.WaitAsync(Stop) }, new Watched());
        using var pipeline = new SwappablePipeline(new SharedPipeline(first, "1"));
        var running = pipeline.DetectAsync(FakePipeline.Wav, s_options, Stop);
        var other = pipeline.AnalyzeAsync(FakePipeline.Wav, s_options, Stop);

        pipeline.Swap(new SharedPipeline(second, "2"));
        Assert.Equal("2", pipeline.Digest);
        await pipeline.DetectAsync(FakePipeline.Wav, s_options, Stop);
        Assert.Equal((2, 1), (first.Calls, second.Calls));
        Assert.False(first.IsDisposed);

        release.Release();
        await Task.WhenAny(running, other);
        Assert.False(first.IsDisposed);
        release.Release();
        await Task.WhenAll(running, other);
        Assert.True(first.IsDisposed);
        Assert.False(second.IsDisposed);
    }

    [Fact]
    public async Task A_request_that_fails_lets_go_too()
    {
        var first = new Watched { OnCall = () => throw new AudioException(AudioErrorCode.Corrupt, "no") };
        using var pipeline = new SwappablePipeline(new SharedPipeline(first, "1"));
        await Assert.ThrowsAsync<AudioException>(() => pipeline.ClassifyAsync(FakePipeline.Wav, s_options, Stop));
        Assert.False(first.IsDisposed);
        pipeline.Swap(new SharedPipeline(new Watched(), "2"));
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public async Task Nobody_ever_touches_one_that_is_gone()
    {
        var all = new List<Watched> { new() };
        var pipeline = new SwappablePipeline(new SharedPipeline(all[0], "0"));
        using var enough = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await pipeline.DetectAsync(FakePipeline.Wav, s_options, Stop);
        }, Stop)).ToArray();
        for (var i = 1; i <= 20_000; i++)
        {
            all.Add(new Watched());
            pipeline.Swap(new SharedPipeline(all[^1], $"{i}"));
        }

        await enough.CancelAsync();
        await Task.WhenAll(requests);
        Assert.All(all.SkipLast(1), old => Assert.True(old.IsDisposed));
        Assert.False(all[^1].IsDisposed);
        pipeline.Dispose();
        pipeline.Dispose();
        Assert.True(all[^1].IsDisposed);
        Assert.All(all, one => Assert.False(one.WasTouchedWhenGone));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pipeline.DetectAsync(FakePipeline.Wav, s_options, Stop));
    }

    [Fact]
    public async Task A_prior_of_types_that_have_gone_meanwhile_is_no_fault()
    {
        using var pipeline = new SwappablePipeline(new SharedPipeline(new Watched(), "1"));
        var fitting = s_options with { Prior = TypePrior.Uniform(FakePipeline.Types) };
        await pipeline.ClassifyAsync(FakePipeline.Wav, fitting, Stop);
        var other = s_options with { Prior = TypePrior.Uniform(["colic", "hungry"]) };
        var problem = await Assert.ThrowsAsync<ProblemException>(() => pipeline.ClassifyAsync(FakePipeline.Wav, other, Stop));
        Assert.Equal(503, problem.Kind.Status);
    }

    /// <summary>Notices whether it is used after its end.</summary>
    private sealed class Watched : ICryPipeline, IDisposable
    {
        private readonly FakePipeline _fake = new();
        private int _calls;

        public Func<Task> OnCall { get; init; } = static () => Task.CompletedTask;

        public bool IsDisposed { get; private set; }

        public bool WasTouchedWhenGone { get; private set; }

        public int Calls => _calls;

        public ModelManifest Manifest => _fake.Manifest;

        public IReadOnlyList<string> Formats => _fake.Formats;

        public DecoderStatus Decoder => _fake.Decoder;

        public async Task<Detection> DetectAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken) =>
            (await AnalyzeAsync(file, options, cancellationToken)).Detection;

        public async Task<Classification> ClassifyAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken) =>
            (await AnalyzeAsync(file, options, cancellationToken)).Classification!;

        public async Task<Analysis> AnalyzeAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            WasTouchedWhenGone |= IsDisposed;
            await OnCall();
            WasTouchedWhenGone |= IsDisposed;
            return Examples.Analysis;
        }

        public void Dispose()
        {
            WasTouchedWhenGone |= IsDisposed;
            IsDisposed = true;
        }
    }
}
