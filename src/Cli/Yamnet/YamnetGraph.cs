using CryApi.Features;

namespace CryApi.Cli;

/// <summary>YAMNet as ONNX: <c>patches</c> [N, 96, 64] → <c>embedding</c> [N, 1024] and <c>scores</c> [N, 521].</summary>
internal static class YamnetGraph
{
    public const string Input = "patches";
    public const string Embedding = "embedding";
    public const string Scores = "scores";

    /// <summary>The model file.</summary>
    public static byte[] Build(YamnetNetwork network)
    {
        var graph = new OnnxGraphBuilder("yamnet");
        var input = graph.Input(Input, PatchGeometry.Frames, PatchGeometry.Bands);
        var x = graph.Node("Unsqueeze", "image", input, graph.Constant("image_axis", 1));
        var (height, width) = (PatchGeometry.Frames, PatchGeometry.Bands);
        for (var i = 0; i < network.Convolutions.Count; i++)
        {
            var convolution = network.Convolutions[i];
            x = Convolve(graph, x, $"layer{i + 1}", convolution, height, width);
            (height, width) = (Outputs(height, convolution.Layer.Stride), Outputs(width, convolution.Layer.Stride));
        }

        var mean = graph.Node("GlobalAveragePool", "mean", x);
        graph.Node("Flatten", Embedding, [mean], [OnnxGraphBuilder.Attribute("axis", 1L)]);
        var weights = graph.Constant("classes_weights", network.ClassWeights, YamnetNetwork.Classes, YamnetNetwork.EmbeddingSize);
        var bias = graph.Constant("classes_bias", network.ClassBias, YamnetNetwork.Classes);
        var linear = graph.Node("Gemm", "classes", [Embedding, weights, bias], [OnnxGraphBuilder.Attribute("transB", 1L)]);
        graph.Node("Sigmoid", Scores, linear);
        graph.Output(Embedding, YamnetNetwork.EmbeddingSize);
        graph.Output(Scores, YamnetNetwork.Classes);
        return graph.ToBytes("YAMNet (Google, Apache-2.0), converted from TFLite by cryapi import-yamnet");
    }

    private static string Convolve(OnnxGraphBuilder graph, string x, string name, YamnetConvolution convolution, int height, int width)
    {
        var layer = convolution.Layer;
        var kernel = graph.Constant($"{name}_kernel", convolution.Kernel, layer.OnnxShape);
        var bias = graph.Constant($"{name}_bias", convolution.Bias, layer.Outputs);
        var (top, bottom) = SamePadding(height, layer);
        var (left, right) = SamePadding(width, layer);
        var convolved = graph.Node("Conv", $"{name}_sum", [x, kernel, bias],
        [
            OnnxGraphBuilder.Attribute("kernel_shape", [layer.Size, layer.Size]),
            OnnxGraphBuilder.Attribute("strides", [layer.Stride, layer.Stride]),
            OnnxGraphBuilder.Attribute("pads", [top, left, bottom, right]),
            OnnxGraphBuilder.Attribute("group", layer.IsDepthwise ? layer.Outputs : 1L),
        ]);
        return graph.Node("Relu", name, convolved);
    }

    /// <summary>TensorFlow's SAME: as many outputs as strides fit; of the zeros that this takes the smaller half comes before.</summary>
    private static (int Before, int After) SamePadding(int size, YamnetLayer layer)
    {
        var total = Math.Max(((Outputs(size, layer.Stride) - 1) * layer.Stride) + layer.Size - size, 0);
        return (total / 2, total - (total / 2));
    }

    private static int Outputs(int size, int stride) => (size + stride - 1) / stride;
}
