using BenchmarkDotNet.Attributes;
using CryApi.Audio;
using CryApi.Features;
using CryApi.Pipeline;

namespace CryApi.Benchmarks;

/// <summary>What <c>/classify</c> does with a WAV file of 7 s: 111 features, ensemble and calibration, acoustic descriptors. Rival: decoding it alone.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class ClassifyBenchmark
{
    private const int Seconds = 7;

    private static readonly AnalysisOptions Defaults = new();

    private readonly PcmLoader _loader = new(AudioDecoders.Default, new AudioLimits());
    private byte[] _file = [];
    private CryPipeline? _pipeline;

    [GlobalSetup]
    public void Setup()
    {
        var cry = CrySynthesizer.Create(Seconds, 7);
        _file = WavWriter.ToPcm16(cry.Samples, cry.SampleRate);
        _pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = BenchmarkFiles.Models });
    }

    [GlobalCleanup]
    public void Cleanup() => _pipeline?.Dispose();

    [Benchmark(Baseline = true)]
    public async Task<double> Decode()
    {
        using var clip = await _loader.LoadAsync(_file, CancellationToken.None);
        return clip.Seconds;
    }

    [Benchmark]
    public async Task<Classification> Classify() => await _pipeline!.ClassifyAsync(_file, Defaults, CancellationToken.None);
}
