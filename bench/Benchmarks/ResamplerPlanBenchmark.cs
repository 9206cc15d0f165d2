using BenchmarkDotNet.Attributes;
using CryApi.Features;

namespace CryApi.Benchmarks;

/// <summary>What a sample rate seen for the first time costs; the rate is the sender's choice.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class ResamplerPlanBenchmark
{
    private int _next;

    // More rates in turn than the cache keeps; each needs a table of the largest size.
    [Benchmark]
    public int Build() => Resampler.For(44_101 + (6 * (_next++ % 64)), PatchGeometry.SampleRate).FromRate;
}
