namespace CryApi.Cli.Tests;

/// <summary>YAMNet-shaped TFLite files with weights of our own, and what such a file may be spoilt in.</summary>
internal static class YamnetFile
{
    /// <summary>What differs from YAMNet.</summary>
    internal enum Flaw
    {
        None,
        NoPadding,
        OtherStride,
        OtherActivation,
        Dilated,
        WrongShape,
        UnwiredLayer,
        NoMean,
        NoSigmoid,
        LayerMissing,
        NotFinite,
    }

    /// <summary>A file with float32 weights.</summary>
    public static byte[] Float(YamnetNetwork network, Flaw flaw = Flaw.None) => Write(new TfliteWriter(), flaw, (writer, layer) =>
    {
        var convolution = network.Convolutions[layer];
        var values = Tflite(convolution.Layer, convolution.Kernel);
        if (flaw == Flaw.NotFinite && layer == 4)
            values[1] = float.NaN;
        return (writer.Constant(values, Shape(convolution.Layer, flaw, layer)), writer.Constant(convolution.Bias, convolution.Layer.Outputs));
    }, writer => (writer.Constant(network.ClassWeights, 521, 1024), writer.Constant(network.ClassBias, 521)));

    /// <summary>
    /// Random int8 weights with one scale and zero point a channel (one in all for the last layer), and the network that they are: the
    /// numbers of both come from the same draws, each by its own formula.
    /// </summary>
    public static (byte[] File, YamnetNetwork Network) Quantised(int seed) => Quantised(new TfliteWriter(), seed);

    /// <summary>Such a file, and how many of its first bytes are structure, not weights.</summary>
    public static (byte[] File, int StructureBytes) QuantisedWithStructure(int seed)
    {
        var writer = new TfliteWriter();
        return (Quantised(writer, seed).File, writer.StructureBytes);
    }

    private static (byte[] File, YamnetNetwork Network) Quantised(TfliteWriter target, int seed)
    {
        var random = new Random(seed);
        var convolutions = new YamnetConvolution[YamnetNetwork.Layers.Count];
        float[] classWeights = [], classBias = [];
        var file = Write(target, Flaw.None, (writer, i) =>
        {
            var layer = YamnetNetwork.Layers[i];
            var inputs = layer.IsDepthwise ? 1 : layer.Inputs;
            var area = layer.Size * layer.Size;
            var quantised = new sbyte[layer.Outputs * inputs * area];
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(quantised.AsSpan()));
            // Spread so that activations neither die out nor grow from layer to layer.
            var scales = Enumerable.Range(0, layer.Outputs).Select(_ => (float)((0.5 + random.NextDouble()) / 74 * Math.Sqrt(2.0 / (inputs * area)))).ToArray();
            var zeros = Enumerable.Range(0, layer.Outputs).Select(_ => (long)random.Next(-3, 4)).ToArray();
            var bias = Enumerable.Range(0, layer.Outputs).Select(_ => (float)(random.NextDouble() - 0.3) / 5).ToArray();
            var kernel = new float[quantised.Length];
            for (var o = 0; o < layer.Outputs; o++)
            {
                for (var c = 0; c < inputs; c++)
                {
                    for (var p = 0; p < area; p++)
                        kernel[(((o * inputs) + c) * area) + p] = scales[o] * (quantised[TflitePlace(layer, o, c, p)] - zeros[o]);
                }
            }

            convolutions[i] = new YamnetConvolution(layer, kernel, bias);
            return (writer.Constant(quantised, scales, zeros, layer.IsDepthwise ? 3 : 0, layer.TfliteShape), writer.Constant(bias, layer.Outputs));
        }, writer =>
        {
            var quantised = new sbyte[521 * 1024];
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(quantised.AsSpan()));
            classWeights = [.. quantised.Select(q => 0.001f * (q - 2))];
            classBias = [.. Enumerable.Range(0, 521).Select(_ => (float)random.NextDouble() - 0.5f)];
            return (writer.Constant(quantised, [0.001f], [2], 0, 521, 1024), writer.Constant(classBias, 521));
        });
        return (file, new YamnetNetwork(convolutions, classWeights, classBias));
    }

    private static byte[] Write(
        TfliteWriter writer, Flaw flaw, Func<TfliteWriter, int, (int Kernel, int Bias)> weights, Func<TfliteWriter, (int Weights, int Bias)> classes)
    {
        // The end of a mel spectrogram, which must be passed over: a fully connected layer of another shape.
        var mel = writer.Constant(new float[64 * 257], 64, 257);
        var x = writer.Operator(9, [writer.Tensor(96, 257), mel], writer.Tensor(96, 64), new() { [0] = 0 }, []);
        x = writer.Operator(22, [x], writer.Tensor(1, 96, 64, 1), [], []);
        for (var i = 0; i < YamnetNetwork.Layers.Count; i++)
        {
            if (flaw == Flaw.LayerMissing && i is 3 or 4)
                continue;
            var layer = YamnetNetwork.Layers[i];
            var (kernel, bias) = weights(writer, i);
            var spoilt = i == 5;
            var (padding, activation) = ((byte)(spoilt && flaw == Flaw.NoPadding ? 1 : 0), (byte)(spoilt && flaw == Flaw.OtherActivation ? 3 : 1));
            var stride = spoilt && flaw == Flaw.OtherStride ? 3 : layer.Stride;
            var dilation = spoilt && flaw == Flaw.Dilated ? 2 : 1;
            var input = spoilt && flaw == Flaw.UnwiredLayer ? writer.Tensor(1) : x;
            x = layer.IsDepthwise
                ? writer.Operator(4, [input, kernel, bias], writer.Tensor(1), new() { [0] = padding, [4] = activation },
                    new() { [1] = stride, [2] = stride, [3] = 1, [5] = dilation, [6] = dilation })
                : writer.Operator(3, [input, kernel, bias], writer.Tensor(1), new() { [0] = padding, [3] = activation },
                    new() { [1] = stride, [2] = stride, [4] = dilation, [5] = dilation });
        }

        if (flaw != Flaw.NoMean)
            x = writer.Operator(40, [x], writer.Tensor(1, 1024), [], []);
        var (last, lastBias) = classes(writer);
        x = writer.Operator(9, [x, last, lastBias], writer.Tensor(1, 521), new() { [0] = 0 }, []);
        if (flaw != Flaw.NoSigmoid)
            writer.Operator(14, [x], writer.Tensor(1, 521), [], []);
        return writer.ToBytes();
    }

    private static int[] Shape(YamnetLayer layer, Flaw flaw, int index) =>
        flaw == Flaw.WrongShape && index == 4 ? [.. layer.TfliteShape.Reverse()] : layer.TfliteShape;

    private static float[] Tflite(YamnetLayer layer, float[] kernel)
    {
        var (inputs, area) = (layer.IsDepthwise ? 1 : layer.Inputs, layer.Size * layer.Size);
        var result = new float[kernel.Length];
        for (var o = 0; o < layer.Outputs; o++)
        {
            for (var c = 0; c < inputs; c++)
            {
                for (var p = 0; p < area; p++)
                    result[TflitePlace(layer, o, c, p)] = kernel[(((o * inputs) + c) * area) + p];
            }
        }

        return result;
    }

    /// <summary>Where TFLite keeps a weight: [outputs, rows, columns, inputs], depthwise [1, rows, columns, outputs].</summary>
    private static int TflitePlace(YamnetLayer layer, int output, int input, int position) => layer.IsDepthwise
        ? (position * layer.Outputs) + output
        : (((output * layer.Size * layer.Size) + position) * layer.Inputs) + input;
}
