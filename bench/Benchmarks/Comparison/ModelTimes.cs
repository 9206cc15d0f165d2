using System.Globalization;
using CryApi.Features;
using CryApi.Pipeline;
using Microsoft.ML.OnnxRuntime;

namespace CryApi.Benchmarks.Comparison;

/// <summary>
/// What the embeddings of several bundles cost beside each other, as <c>training/quantize.py</c> makes them, by how far ONNX Runtime
/// optimises the graph: when it is loaded, or before, into a file. One thread, everything warm, all in turns, each right after a run of
/// itself that isn't timed.
/// </summary>
internal sealed class ModelTimes : IDisposable
{
    private const int Patches = 14; // of a clip of 7 s
    private static readonly int[] s_batches = [Patches, 1, 16];
    private static readonly string[] s_columns = [.. s_batches.Select(batch => $"{batch} patches"), "load"];
    private static readonly (string Name, GraphOptimizationLevel Level, bool FromFile)[] s_ways =
    [
        ("all", GraphOptimizationLevel.ORT_ENABLE_ALL, false),
        ("extended", GraphOptimizationLevel.ORT_ENABLE_EXTENDED, false),
        ("basic", GraphOptimizationLevel.ORT_ENABLE_BASIC, false),
        ("file, none", GraphOptimizationLevel.ORT_DISABLE_ALL, true),
        ("file, all", GraphOptimizationLevel.ORT_ENABLE_ALL, true),
    ];

    private readonly float[] _input;
    private readonly byte[] _model;
    private readonly GraphOptimizationLevel _level;
    private readonly InferenceSession _session;
    private readonly StepTimes _times = new();

    private ModelTimes(string name, byte[] model, GraphOptimizationLevel level, float[] input)
    {
        Name = name;
        (_model, _level, _input) = (model, level, input);
        _session = Load(model, level);
    }

    private string Name { get; }

    /// <summary>Measures models and prints medians of processor time and, in brackets, of the clock.</summary>
    /// <param name="output">Where.</param>
    /// <param name="repetitions">How often each is measured.</param>
    /// <param name="folders">Bundles.</param>
    public static async Task PrintAsync(TextWriter output, int repetitions, IReadOnlyList<string> folders)
    {
        var models = new List<ModelTimes>();
        try
        {
            float[] cry = await BenchmarkFiles.ReadCryAsync(7);
            foreach (string folder in folders)
                models.AddRange(Make(folder, cry));
            for (int repetition = 0; repetition < repetitions; repetition++)
            {
                foreach (var model in models)
                    await model.MeasureAsync();
            }
            await output.WriteLineAsync($"| ms | {string.Join(" | ", s_columns)} |");
            await output.WriteLineAsync($"|{string.Concat(Enumerable.Repeat("---|", s_columns.Length + 1))}");
            foreach (var model in models)
                await output.WriteLineAsync($"| {model.Name} | {string.Join(" | ", s_columns.Select(model.Medians))} |");
        }
        finally
        {
            models.ForEach(model => model.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();

    private static IEnumerable<ModelTimes> Make(string folder, float[] cry)
    {
        var stage = ModelBundle.ReadStage(folder, StageNames.Embedding);
        float[] input = new float[s_batches.Max() * PatchGeometry.PatchValues];
        using (var patches = new LevelledPatches(stage.LevelControl!, Patches))
            patches.Read(cry, input.AsSpan(0, Patches * PatchGeometry.PatchValues));
        byte[] model = File.ReadAllBytes(Path.Combine(folder, stage.File));
        byte[] optimised = Optimised(model);
        string bundle = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        foreach (var (name, level, fromFile) in s_ways)
            yield return new ModelTimes($"{bundle}, {name}", fromFile ? optimised : model, level, input);
    }

    private static byte[] Optimised(byte[] model)
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.onnx");
        try
        {
            Load(model, GraphOptimizationLevel.ORT_ENABLE_ALL, file).Dispose();
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // As OnnxModel has it, but for the level.
    private static InferenceSession Load(byte[] model, GraphOptimizationLevel level, string? saveAs = null)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = level,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (saveAs is not null)
            options.OptimizedModelFilePath = saveAs;
        return new InferenceSession(model, options);
    }

    private async Task MeasureAsync()
    {
        using var run = new RunOptions();
        foreach (int batch in s_batches)
        {
            using var patches = OrtValue.CreateTensorValueFromMemory(_input, [batch, PatchGeometry.Frames, PatchGeometry.Bands]);
            await _times.AddAsync($"{batch} patches", () =>
            {
                _session.Run(run, _session.InputNames, [patches], _session.OutputNames).Dispose();
                return Task.CompletedTask;
            });
        }
        await _times.AddAsync("load", () =>
        {
            Load(_model, _level).Dispose();
            return Task.CompletedTask;
        });
    }

    private string Medians(string column)
    {
        var (processor, wall) = _times.Medians(column);
        return string.Create(CultureInfo.InvariantCulture, $"{processor:0.00} ({wall:0.00})");
    }
}
