using BenchmarkDotNet.Attributes;
using CryApi.Features;
using CryApi.Features.Cry;
using CryApi.Pipeline;

namespace CryApi.Benchmarks;

/// <summary>
/// Each network alone, as the service runs it: its session options, one thread, a run that could be cancelled, all outputs that are used,
/// and the batch that the sample of 7 s gives. The number behind the name is that of the rows.
/// </summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class OnnxModelBenchmark
{
    private static readonly CancellationTokenSource s_caller = new();

    private OnnxModel? _model;
    private float[] _input = [];
    private Memory<float>[] _outputs = [];

    [ParamsSource(nameof(Models))]
    public ModelCase Model { get; set; } = null!;

    /// <summary>
    /// All models of the repository. A detector judges pairs of neighbouring patches; that of YAMNet its window of 12 s besides.
    /// </summary>
    public static IEnumerable<ModelCase> Models
    {
        get
        {
            int patches = PatchGeometry.PatchCount(7 * PatchGeometry.SampleRate);
            yield return new(BenchmarkFiles.Models, StageNames.Embedding, patches);
            yield return new(BenchmarkFiles.Models, StageNames.Detector, patches - 1);
            yield return new(BenchmarkFiles.Models, StageNames.Classifier, 1);
            yield return new(Path.Combine(BenchmarkFiles.Models, "yamnet"), StageNames.Detector, patches - 1);
        }
    }

    [GlobalSetup]
    public async Task Setup()
    {
        var options = new PipelineOptions();
        var stage = Model.Read();
        _model = OnnxModel.Load(Model.Folder, stage, options.IntraOpThreads, options.SessionsPerModel);
        _input = new float[Model.Rows * _model.InputSize];
        Fill(await BenchmarkFiles.ReadCryAsync(7), stage);
        int outputs = 1 + stage.FurtherOutputs().Count;
        _outputs = [.. Enumerable.Range(0, outputs).Select(_ => (Memory<float>)new float[Model.Rows * _model.OutputSize])];
    }

    [GlobalCleanup]
    public void Cleanup() => _model?.Dispose();

    [Benchmark]
    public float Run()
    {
        if (_outputs.Length == 1)
            _model!.Run(_input, _outputs[0], s_caller.Token);
        else
            _model!.Run(_input, _outputs, s_caller.Token);
        return _outputs[0].Span[0];
    }

    // What the input is decides which branches the classifier's trees take; the detector's layers take as long for any.
    private void Fill(float[] cry, ModelStage stage)
    {
        if (Model.Stage == StageNames.Classifier)
        {
            CryFeatureExtractor.Shared.Extract(cry, _input);
        }
        else if (Model.Stage == StageNames.Embedding)
        {
            using var patches = new LevelledPatches(stage.LevelControl!, Model.Rows);
            patches.Read(cry, _input);
        }
        else
        {
            BenchmarkSignal.Noise(_input.Length).CopyTo(_input, 0);
        }
    }
}
