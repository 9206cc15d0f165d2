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

    [Benchmark(Baseline = true)]
    public float ComputePatches()
    {
        LogMelPatches.Shared.ComputePatches(_clip, 0, _patches);
        return _patches[^1];
    }

    /// <summary>The same, turned down to one level.</summary>
    [Benchmark]
    public float ComputeLevelledPatches()
    {
        using var levelled = new LevelledPatches(new LevelControl(0, 2), _patches.Length / PatchGeometry.PatchValues);
        levelled.Read(_clip, _patches);
        return _patches[^1];
    }
}
