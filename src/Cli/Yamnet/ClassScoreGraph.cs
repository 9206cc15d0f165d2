namespace CryApi.Cli;

/// <summary>
/// YAMNet's own score of one class as a detector: <c>statistics</c> [N, 2048] → <c>probability</c> [N] = sigmoid(w · mean + b). The standard deviations,
/// which the second half of the statistics holds, have no weight; for a window of one patch the mean is that patch's embedding.
/// </summary>
internal static class ClassScoreGraph
{
    public const string Input = "statistics";
    public const string Output = "probability";
    public const int Statistics = 2 * YamnetNetwork.EmbeddingSize;

    /// <summary>The model file.</summary>
    /// <param name="network">YAMNet.</param>
    /// <param name="number">The class, 0…520.</param>
    public static byte[] Build(YamnetNetwork network, int number)
    {
        var weights = new float[Statistics];
        network.ClassWeights.AsSpan(number * YamnetNetwork.EmbeddingSize, YamnetNetwork.EmbeddingSize).CopyTo(weights);
        var graph = new OnnxGraphBuilder($"yamnet-class-{number}");
        var product = graph.Node("MatMul", "product", graph.Input(Input, Statistics), graph.Constant("weights", weights, Statistics, 1));
        var decision = graph.Node("Add", "decision", product, graph.Constant("bias", [network.ClassBias[number]], 1));
        var column = graph.Node("Sigmoid", "column", decision);
        graph.Node("Squeeze", Output, column, graph.Constant("axis", 1));
        graph.Output(Output);
        return graph.ToBytes($"YAMNet's own score of class {number}");
    }
}
