namespace CryApi.Cli;

/// <summary>
/// YAMNet (Plakal and Ellis, tensorflow/models research/audioset/yamnet) behind its mel spectrogram: MobileNet v1 on patches of 96 frames × 64
/// bands, batch normalisation folded in, ReLU after every convolution, the mean over the last 3 × 2 positions (the embedding), and a
/// linear layer with a sigmoid for each of 521 classes.
/// </summary>
/// <param name="Convolutions">The 27 convolutions.</param>
/// <param name="ClassWeights">[521][1024].</param>
/// <param name="ClassBias">[521].</param>
internal sealed record YamnetNetwork(IReadOnlyList<YamnetConvolution> Convolutions, float[] ClassWeights, float[] ClassBias)
{
    public const int EmbeddingSize = 1024;
    public const int Classes = 521;

    /// <summary>"Baby cry, infant cry" in YAMNet's class map.</summary>
    public const int BabyCry = 20;

    /// <summary>The convolutions in the order in which they run.</summary>
    public static IReadOnlyList<YamnetLayer> Layers { get; } = [.. MakeLayers()];

    private static IEnumerable<YamnetLayer> MakeLayers()
    {
        (int Stride, int Channels)[] pairs =
        [
            (1, 64), (2, 128), (1, 128), (2, 256), (1, 256), (2, 512), (1, 512), (1, 512), (1, 512), (1, 512), (1, 512), (2, 1024), (1, 1024),
        ];
        yield return new YamnetLayer(false, 3, 1, 32, 2);
        var channels = 32;
        foreach (var (stride, wider) in pairs)
        {
            yield return new YamnetLayer(true, 3, channels, channels, stride);
            yield return new YamnetLayer(false, 1, channels, wider, 1);
            channels = wider;
        }
    }
}

/// <summary>What is fixed of a convolution.</summary>
/// <param name="IsDepthwise">Each channel has a kernel of its own.</param>
/// <param name="Size">Kernel size in both directions.</param>
/// <param name="Inputs">Channels in.</param>
/// <param name="Outputs">Channels out.</param>
/// <param name="Stride">Stride in both directions.</param>
internal sealed record YamnetLayer(bool IsDepthwise, int Size, int Inputs, int Outputs, int Stride)
{
    /// <summary>The kernel's shape in TFLite.</summary>
    public int[] TfliteShape => IsDepthwise ? [1, Size, Size, Outputs] : [Outputs, Size, Size, Inputs];

    /// <summary>The kernel's shape in ONNX.</summary>
    public int[] OnnxShape => [Outputs, IsDepthwise ? 1 : Inputs, Size, Size];
}

/// <summary>A convolution with its weights.</summary>
/// <param name="Layer">What is fixed of it.</param>
/// <param name="Kernel">In the order of <see cref="YamnetLayer.OnnxShape"/>.</param>
/// <param name="Bias">[outputs].</param>
internal sealed record YamnetConvolution(YamnetLayer Layer, float[] Kernel, float[] Bias);
