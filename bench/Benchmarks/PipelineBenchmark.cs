using BenchmarkDotNet.Attributes;
using CryApi.Pipeline;

namespace CryApi.Benchmarks;

/// <summary>
/// The three operations from the bytes of a WAV to the answer, by the length of the clip: all that a request costs but HTTP.
/// </summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class PipelineBenchmark
{
    private static readonly AnalysisOptions s_defaults = new();

    private byte[] _file = [];
    private CryPipeline? _pipeline;

    [Params(1, 7, 60, 600)]
    public int Seconds { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _file = await BenchmarkFiles.ReadCryWavAsync(Seconds);
        _pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = BenchmarkFiles.Models });
    }

    [GlobalCleanup]
    public void Cleanup() => _pipeline?.Dispose();

    [Benchmark]
    public Task<Detection> Detect() => _pipeline!.DetectAsync(_file, s_defaults, CancellationToken.None);

    [Benchmark]
    public Task<Classification> Classify() => _pipeline!.ClassifyAsync(_file, s_defaults, CancellationToken.None);

    [Benchmark]
    public Task<Analysis> Analyze() => _pipeline!.AnalyzeAsync(_file, s_defaults, CancellationToken.None);
}
