using BenchmarkDotNet.Attributes;
using CryApi.Features;

namespace CryApi.Benchmarks;

/// <summary>The log-mel patches of a 7 s clip at 16 kHz.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class LogMelBenchmark
{
    private readonly float[] _clip = BenchmarkSignal.Noise(7 * PatchGeometry.SampleRate);
    private readonly float[] _patches =
        new float[PatchGeometry.PatchCount(7 * PatchGeometry.SampleRate) * PatchGeometry.PatchValues];

    [Benchmark]
    public float ComputePatches()
    {
        LogMelPatches.Shared.ComputePatches(_clip, 0, _patches);
        return _patches[^1];
    }
}
