using System.Text.Json;
using CryApi.Features.Acoustics;
using CryApi.Features.Cry;
using CryApi.Pipeline;

namespace CryApi.Benchmarks.Comparison;

/// <summary>
/// What the same clips cost here as in <c>bench/rival/run.py</c>, measured the same way: everything warm, clip by clip, each step right after a run of
/// itself that isn't timed; medians of processor time (of all threads of the process) and of the clock.
/// </summary>
internal sealed class ClipTimes : IDisposable
{
    private static readonly AnalysisOptions s_defaults = new();
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    private readonly CryPipeline _pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = BenchmarkFiles.Models });
    private readonly float[] _values = new float[CryFeatureExtractor.FeatureCount];
    private readonly StepTimes _times = new();

    /// <summary>Measures clips and prints the medians as JSON.</summary>
    /// <param name="output">Where.</param>
    /// <param name="repetitions">How often each is measured.</param>
    /// <param name="paths">WAV files.</param>
    public static async Task PrintAsync(TextWriter output, int repetitions, IReadOnlyList<string> paths)
    {
        using var times = new ClipTimes();
        var clips = new List<(byte[] File, float[] Samples)>();
        foreach (string path in paths)
        {
            byte[] file = await File.ReadAllBytesAsync(path);
            clips.Add((file, await BenchmarkFiles.DecodeAsync(file)));
        }
        for (int repetition = -1; repetition < repetitions; repetition++)
        {
            foreach (var (file, samples) in clips)
                await times.MeasureAsync(file, samples);
            if (repetition < 0)
                times._times.Clear();
        }
        var medians = times._times.Steps.ToDictionary(step => step, step =>
        {
            var (processor, wall) = times._times.Medians(step);
            return new { cpu_ms = processor, wall_ms = wall };
        });
        await output.WriteLineAsync(JsonSerializer.Serialize(new { clips = paths.Select(Path.GetFileName), repetitions, steps = medians }, s_json));
    }

    public void Dispose() => _pipeline.Dispose();

    private async Task MeasureAsync(byte[] file, float[] samples)
    {
        await _times.AddAsync("features", () =>
        {
            CryFeatureExtractor.Shared.Extract(samples, _values);
            return Task.CompletedTask;
        });
        await _times.AddAsync("acoustics", () => Task.FromResult(CryAcousticsMeter.Shared.Measure(samples)));
        await _times.AddAsync("detect", () => _pipeline.DetectAsync(file, s_defaults, CancellationToken.None));
        await _times.AddAsync("analyze", () => _pipeline.AnalyzeAsync(file, s_defaults, CancellationToken.None));
    }
}
