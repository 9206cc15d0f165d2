using Microsoft.ML.OnnxRuntime;

namespace CryApi.Pipeline;

/// <summary>
/// One ONNX graph with one float input <c>[batch, …]</c> and one or more float outputs that are used, <c>[batch, …]</c> or <c>[batch]</c>.
/// Thread-safe: a session's Run may be called by many threads.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private static readonly RunOptions NoOptions = new();

    private readonly InferenceSession[] _sessions;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly string[] _allOutputNames;
    private readonly int[] _inputShape;
    private readonly int[][] _outputShapes;
    private readonly int[] _outputSizes;
    private int _turn;

    private OnnxModel(InferenceSession[] sessions, ModelStage stage)
    {
        _sessions = sessions;
        Stage = stage;
        _inputNames = [stage.Input.Name];
        TensorDescription[] outputs = [stage.Output, .. stage.FurtherOutputs()];
        _outputNames = [stage.Output.Name];
        _allOutputNames = [.. outputs.Select(o => o.Name)];
        _inputShape = [.. stage.Input.Shape.Skip(1)];
        _outputShapes = [.. outputs.Select(o => o.Shape.Skip(1).ToArray())];
        _outputSizes = Array.ConvertAll(_outputShapes, Product);
        InputSize = Product(_inputShape);
    }

    /// <summary>Its entry in the manifest.</summary>
    public ModelStage Stage { get; }

    /// <summary>Name and version, for answers.</summary>
    public ModelReference Reference => new(Stage.Name, Stage.Version);

    /// <summary>Floats in one row of the input.</summary>
    public int InputSize { get; }

    /// <summary>Floats in one row of the main output.</summary>
    public int OutputSize => _outputSizes[0];

    /// <summary>Floats in one row of each output: the main one, then the further ones.</summary>
    internal IReadOnlyList<int> OutputSizes => _outputSizes;

    /// <summary>Verifies the file's digest, makes the sessions, and checks that the graph has the input and output of the manifest.</summary>
    /// <param name="folder">Folder of the bundle.</param>
    /// <param name="stage">The manifest's entry.</param>
    /// <param name="intraOpThreads">Threads of one inference, ≥ 1.</param>
    /// <param name="sessions">Sessions that take turns, ≥ 1.</param>
    /// <exception cref="ModelBundleException">The file is missing, altered, no ONNX graph, or has other inputs or outputs.</exception>
    public static OnnxModel Load(string folder, ModelStage stage, int intraOpThreads, int sessions)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentOutOfRangeException.ThrowIfLessThan(intraOpThreads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sessions, 1);
        var path = Path.Combine(folder, stage.File);
        var bytes = ModelFile.ReadVerified(path, stage.Sha256);

        var made = new List<InferenceSession>(sessions);
        try
        {
            using var options = Options(intraOpThreads);
            for (var i = 0; i < sessions; i++)
                made.Add(new InferenceSession(bytes, options));
            GraphCheck.Verify(path, stage, made[0]);
            return new OnnxModel([.. made], stage);
        }
        catch (OnnxRuntimeException e)
        {
            made.ForEach(s => s.Dispose());
            throw new ModelBundleException($"{path} can't be loaded by ONNX Runtime: {e.Message}", e);
        }
        catch
        {
            made.ForEach(s => s.Dispose());
            throw;
        }
    }

    /// <summary>Runs the graph on a batch for its main output, without copying.</summary>
    /// <param name="input">Rows of <see cref="InputSize"/> floats.</param>
    /// <param name="output">As many rows of <see cref="OutputSize"/> floats.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <exception cref="OperationCanceledException">It was stopped; the output holds anything.</exception>
    public void Run(Memory<float> input, Memory<float> output, CancellationToken cancellationToken = default)
    {
        using var use = PipelineMeter.Use(Stage.Name);
        var rows = Rows(input);
        using var x = Tensor(input, rows, _inputShape, InputSize);
        using var y = Tensor(output, rows, _outputShapes[0], OutputSize);
        Run([x], _outputNames, [y], cancellationToken);
    }

    /// <summary>Runs the graph once on a batch for all its outputs, without copying.</summary>
    /// <param name="input">Rows of <see cref="InputSize"/> floats.</param>
    /// <param name="outputs">The main one, then the further ones; each of as many rows.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <exception cref="OperationCanceledException">It was stopped; the outputs hold anything.</exception>
    public void Run(Memory<float> input, IReadOnlyList<Memory<float>> outputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (outputs.Count != _outputShapes.Length)
            throw new ArgumentException($"{Stage.File} has {_outputShapes.Length} outputs, not {outputs.Count}.", nameof(outputs));

        using var use = PipelineMeter.Use(Stage.Name);
        var rows = Rows(input);
        using var x = Tensor(input, rows, _inputShape, InputSize);
        var y = new List<OrtValue>(outputs.Count);
        try
        {
            for (var i = 0; i < outputs.Count; i++)
                y.Add(Tensor(outputs[i], rows, _outputShapes[i], _outputSizes[i]));
            Run([x], _allOutputNames, y, cancellationToken);
        }
        finally
        {
            y.ForEach(value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_sessions, s => s.Dispose());

    private void Run(IReadOnlyList<OrtValue> inputs, string[] outputNames, IReadOnlyList<OrtValue> outputs, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            NextSession().Run(NoOptions, _inputNames, inputs, outputNames, outputs);
            return;
        }

        // Of its own for each run, as what was told to end stays told. The registration goes first, and waits for a callback that runs.
        using var options = new RunOptions();
        using var stop = cancellationToken.UnsafeRegister(static run => ((RunOptions)run!).Terminate = true, options);
        try
        {
            NextSession().Run(options, _inputNames, inputs, outputNames, outputs);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static SessionOptions Options(int intraOpThreads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = intraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // A spinning thread burns CPU that other requests need, and saves nothing measurable.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    private InferenceSession NextSession() => _sessions[(uint)Interlocked.Increment(ref _turn) % (uint)_sessions.Length];

    private int Rows(Memory<float> input) => input.Length / InputSize;

    private OrtValue Tensor(Memory<float> values, int rows, int[] shape, int size) => rows > 0 && values.Length == (long)rows * size
        ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, Shape(rows, shape))
        : throw new ArgumentException($"{Stage.File}: {values.Length} values are no batch of {rows} rows of {size}.");

    private static long[] Shape(int rows, int[] tail)
    {
        var shape = new long[tail.Length + 1];
        shape[0] = rows;
        for (var i = 0; i < tail.Length; i++)
            shape[i + 1] = tail[i];
        return shape;
    }

    private static int Product(int[] shape)
    {
        var product = 1;
        foreach (var n in shape)
            product = checked(product * n);
        return product;
    }
}
