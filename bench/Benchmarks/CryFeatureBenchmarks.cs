using BenchmarkDotNet.Attributes;
using CryApi.Features.Cry;

namespace CryApi.Benchmarks;

/// <summary>The 111 features of a clip: a gliding harmonic tone in noise, like a cry.</summary>
[MemoryDiagnoser]
public class CryFeatureBenchmarks
{
    private readonly float[] _values = new float[CryFeatureExtractor.FeatureCount];
    private float[] _samples = [];

    [Params(1, 7)]
    public int Seconds { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        _samples = new float[Seconds * CryFeatureExtractor.SampleRate];
        double phase = 0;
        for (int i = 0; i < _samples.Length; i++)
        {
            double time = (double)i / CryFeatureExtractor.SampleRate;
            phase += 2 * Math.PI * (450 + 80 * Math.Sin(2 * Math.PI * 0.9 * time)) / CryFeatureExtractor.SampleRate;
            double tone = 0;
            for (int harmonic = 1; harmonic <= 8; harmonic++)
                tone += Math.Sin(harmonic * phase) / harmonic;
            double loudness = Math.Max(0, Math.Sin(2 * Math.PI * 0.9 * time));
            _samples[i] = (float)(0.2 * loudness * tone + 0.01 * (random.NextDouble() - 0.5));
        }
    }

    [Benchmark]
    public void AllFeatures() => CryFeatureExtractor.Shared.Extract(_samples, _values);
}
