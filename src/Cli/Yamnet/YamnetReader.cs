namespace CryApi.Cli;

/// <summary>
/// Finds YAMNet's network in a TFLite file. What comes before the first convolution, the mel spectrogram, differs from conversion to
/// conversion and is not read: this repository computes it itself. From there on structure and shapes must be YAMNet's.
/// </summary>
internal static class YamnetReader
{
    private const byte SamePadding = 0;
    private const byte NoActivation = 0;
    private const byte Relu = 1;

    private static readonly int[] WeightedCodes = [TfliteCodes.Conv2D, TfliteCodes.DepthwiseConv2D, TfliteCodes.FullyConnected];

    /// <summary>Reads the network with its weights as float32.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidDataException">It is no TFLite file, a damaged one, or another network. The message says which.</exception>
    public static YamnetNetwork Read(ReadOnlyMemory<byte> file)
    {
        var model = TfliteModel.Read(file);
        var layers = YamnetNetwork.Layers;
        var found = Enumerable.Range(0, model.Operators.Count)
            .Where(i => WeightedCodes.Contains(model.Operators[i].Code))
            .SkipWhile(i => model.Operators[i].Code == TfliteCodes.FullyConnected)
            .ToArray();
        var codes = found.Select(i => model.Operators[i].Code);
        if (!codes.SequenceEqual([.. layers.Select(Code), TfliteCodes.FullyConnected]))
            throw new InvalidDataException("its network is not YAMNet's (27 convolutions in its order, then one fully connected layer)");

        var wires = new TfliteWires(model.Operators);
        for (var i = 0; i < found.Length; i++)
            CheckLayer(model, found, i, wires);
        CheckScores(model, found[^1], wires);
        var last = model.Operators[found[^1]];
        return new YamnetNetwork(
            [.. layers.Select((layer, i) => Convolution(model, model.Operators[found[i]], layer, i))],
            Constant(model, last, 1, "the last layer", YamnetNetwork.Classes, YamnetNetwork.EmbeddingSize),
            Constant(model, last, 2, "the last layer", YamnetNetwork.Classes));
    }

    private static int Code(YamnetLayer layer) => layer.IsDepthwise ? TfliteCodes.DepthwiseConv2D : TfliteCodes.Conv2D;

    /// <summary>A layer is fed by the one before it, and a convolution pads, strides and ends as YAMNet's.</summary>
    private static void CheckLayer(TfliteModel model, int[] found, int i, TfliteWires wires)
    {
        if (i == YamnetNetwork.Layers.Count)
        {
            var mean = wires.Source(found[i], 0);
            if (mean is null || model.Operators[mean.Value].Code != TfliteCodes.Mean || wires.Source(mean.Value, 0) != found[i - 1])
                throw new InvalidDataException("its last layer is not fed by the mean over the last convolution, as YAMNet's is");
            return;
        }

        var layer = YamnetNetwork.Layers[i];
        var operation = model.Operators[found[i]];
        if (i > 0 && wires.Source(found[i], 0) != found[i - 1])
            throw new InvalidDataException($"its convolution {i + 1} is not fed by the one before it, as YAMNet's is");

        // Conv2DOptions: padding, stride_w, stride_h, activation, dilations; DepthwiseConv2DOptions has a multiplier before the activation.
        var later = layer.IsDepthwise ? 1 : 0;
        var fits = operation.Options is { } options
            && options.Byte(0) == SamePadding
            && options.Int(1) == layer.Stride && options.Int(2) == layer.Stride
            && options.Byte(3 + later) == Relu
            && options.Int(4 + later, 1) == 1 && options.Int(5 + later, 1) == 1;
        if (!fits)
            throw new InvalidDataException($"its convolution {i + 1} has another padding, stride, dilation or activation than YAMNet's");
    }

    /// <summary>Scores are the sigmoid of the last layer.</summary>
    private static void CheckScores(TfliteModel model, int last, TfliteWires wires)
    {
        var linear = model.Operators[last].Options is { } options && options.Byte(0) == NoActivation;
        var sigmoid = Enumerable.Range(0, model.Operators.Count)
            .Any(i => model.Operators[i].Code == TfliteCodes.Logistic && wires.Source(i, 0) == last);
        if (!linear || !sigmoid)
            throw new InvalidDataException("its last layer does not end in a sigmoid, as YAMNet's does");
    }

    private static YamnetConvolution Convolution(TfliteModel model, TfliteOperator operation, YamnetLayer layer, int index)
    {
        var name = $"convolution {index + 1}";
        var kernel = Constant(model, operation, 1, name, layer.TfliteShape);
        return new YamnetConvolution(layer, ToOnnx(kernel, layer), Constant(model, operation, 2, name, layer.Outputs));
    }

    private static float[] Constant(TfliteModel model, TfliteOperator operation, int input, string name, params ReadOnlySpan<int> shape)
    {
        if (operation.Inputs.Count <= input)
            throw new InvalidDataException($"{name} lacks its kernel or its bias");
        try
        {
            return model.Constant(operation.Inputs[input], shape);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    /// <summary>[outputs][rows][columns][inputs], depthwise [1][rows][columns][outputs], to [outputs][inputs or 1][rows][columns].</summary>
    private static float[] ToOnnx(float[] kernel, YamnetLayer layer)
    {
        var area = layer.Size * layer.Size;
        var (outer, inner) = layer.IsDepthwise ? (1, layer.Outputs) : (layer.Outputs, layer.Inputs);
        var result = new float[kernel.Length];
        for (var o = 0; o < outer; o++)
        {
            for (var p = 0; p < area; p++)
            {
                for (var c = 0; c < inner; c++)
                    result[(((o * inner) + c) * area) + p] = kernel[(((o * area) + p) * inner) + c];
            }
        }

        return result;
    }
}
