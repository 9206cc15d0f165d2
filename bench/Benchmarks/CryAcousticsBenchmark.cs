using BenchmarkDotNet.Attributes;
using CryApi.Features;
using CryApi.Features.Acoustics;

namespace CryApi.Benchmarks;

/// <summary>The acoustic descriptors of a synthetic cry.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class CryAcousticsBenchmark
{
    private float[] _clip = [];

    [Params(1, 7)]
    public int Seconds { get; set; }

    [GlobalSetup]
    public void Setup() => _clip = CrySynthesizer.Create(Seconds, 7).Samples;

    [Benchmark]
    public CryAcoustics Measure() => CryAcousticsMeter.Shared.Measure(_clip);
}
