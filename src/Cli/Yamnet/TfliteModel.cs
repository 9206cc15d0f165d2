namespace CryApi.Cli;

/// <summary>
/// The first graph of a TFLite file: its operators in the order in which they run, and its tensors. Only what is asked for is read.
/// Field numbers are those of tensorflow/lite/schema/schema.fbs.
/// </summary>
internal sealed class TfliteModel
{
    // YAMNet has some 50; the limit keeps a file that names one table a million times from costing time.
    private const int MostOperators = 2000;
    private const int MostWires = 100;

    private readonly FlatTables _tensors;
    private readonly FlatTables _buffers;

    private TfliteModel(FlatTable model, FlatTable graph)
    {
        _tensors = graph.Tables(0);
        _buffers = model.Tables(4);
        var codes = model.Tables(1);
        var operators = graph.Tables(3);
        if (operators.Count > MostOperators)
            throw new InvalidDataException($"its network has {operators.Count} operators; YAMNet has far fewer");
        // A file that is cut off is refused even where only what is not needed is missing.
        for (var i = 0; i < _buffers.Count; i++)
            _ = _buffers[i].Bytes(0);
        Operators = [.. Enumerable.Range(0, operators.Count).Select(i => Operator(operators[i], codes))];
    }

    /// <summary>The operators, in the order in which they run.</summary>
    public IReadOnlyList<TfliteOperator> Operators { get; }

    /// <summary>Reads the structure of a file.</summary>
    /// <exception cref="InvalidDataException">It is no TFLite file, or a damaged one.</exception>
    public static TfliteModel Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 8 || !file.Span[4..8].SequenceEqual("TFL3"u8))
            throw new InvalidDataException("it is not a TFLite file (bytes 4 to 7 are not TFL3)");
        var model = FlatTable.Root(file);
        return new TfliteModel(model, model.Tables(2)[0]);
    }

    /// <summary>A tensor's shape as the file states it.</summary>
    public ReadOnlySpan<int> Shape(int tensor) => _tensors[tensor].Numbers<int>(0);

    /// <summary>A constant tensor as float32, multiplied out if it is quantised.</summary>
    /// <param name="tensor">Its number.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <exception cref="InvalidDataException">It has another shape or type, no data or wrong quantisation, or a value is not finite.</exception>
    public float[] Constant(int tensor, params ReadOnlySpan<int> shape)
    {
        var table = _tensors[tensor];
        var stated = table.Numbers<int>(0);
        if (!stated.SequenceEqual(shape))
            throw new InvalidDataException($"its weights are [{Text(stated)}]; [{Text(shape)}] is expected");
        return TfliteConstant.Read(table, _buffers[table.Int(2)].Bytes(0).Span, stated);
    }

    private static TfliteOperator Operator(FlatTable table, FlatTables codes)
    {
        var code = codes[table.Int(0)];
        var inputs = table.Numbers<int>(1);
        var outputs = table.Numbers<int>(2);
        if (inputs.Length > MostWires || outputs.Length > MostWires)
            throw new InvalidDataException("one of its operators has more inputs or outputs than any of YAMNet's");
        // Codes up to 126 stand in the older field, later ones in the newer, and the other field holds less.
        return new TfliteOperator(Math.Max(code.Byte(0), code.Int(3)), inputs.ToArray(), outputs.ToArray(), table.Table(4));
    }

    /// <summary>Sizes for a message, cut off where a hostile file states thousands.</summary>
    private static string Text(ReadOnlySpan<int> sizes) =>
        string.Join(", ", sizes[..Math.Min(sizes.Length, 8)].ToArray()) + (sizes.Length > 8 ? ", …" : "");
}

/// <summary>One operator.</summary>
/// <param name="Code">Its number in the schema's BuiltinOperator, see <see cref="TfliteCodes"/>.</param>
/// <param name="Inputs">Numbers of its input tensors; −1 for one left out.</param>
/// <param name="Outputs">Numbers of its output tensors.</param>
/// <param name="Options">Its options, whose fields depend on the operator.</param>
internal sealed record TfliteOperator(int Code, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs, FlatTable? Options);

/// <summary>Numbers of BuiltinOperator that YAMNet's network is made of.</summary>
internal static class TfliteCodes
{
    public const int Conv2D = 3;
    public const int DepthwiseConv2D = 4;
    public const int FullyConnected = 9;
    public const int Logistic = 14;
    public const int Reshape = 22;
    public const int Mean = 40;
    public const int Squeeze = 43;
}
