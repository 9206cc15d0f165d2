using BenchmarkDotNet.Attributes;
using CryApi.Features;

namespace CryApi.Benchmarks;

/// <summary>A 7 s clip resampled to 16 kHz, streamed in blocks as the service does. 44 099 Hz needs an interpolated table.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class ResamplerBenchmark
{
    private float[] _clip = [];
    private float[] _output = [];

    [Params(8_000, 44_100, 44_099, 48_000, 192_000)]
    public int Rate { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _clip = BenchmarkSignal.Noise(7 * Rate);
        _output = new float[8 * PatchGeometry.SampleRate];
        Resampler.For(Rate, PatchGeometry.SampleRate);
    }

    [Benchmark]
    public int Resample()
    {
        using ResamplerStream stream = Resampler.For(Rate, PatchGeometry.SampleRate).Open();
        int written = 0;
        for (int at = 0; at < _clip.Length; at += 16_384)
            written += stream.Write(_clip.AsSpan(at, Math.Min(16_384, _clip.Length - at)), _output.AsSpan(written));
        return written + stream.Finish(_output.AsSpan(written));
    }
}
