using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CryApi.Pipeline;

/// <summary>Holds a graph's inputs and outputs against the manifest.</summary>
internal static class GraphCheck
{
    /// <exception cref="ModelBundleException">A name, type or dimension differs.</exception>
    public static void Verify(string path, ModelStage stage, InferenceSession session)
    {
        if (session.InputMetadata.Count != 1)
            throw new ModelBundleException($"{path} has {session.InputMetadata.Count} inputs; one is expected.");
        Verify(path, "input", stage.Input, session.InputMetadata);
        foreach (var output in stage.FurtherOutputs().Prepend(stage.Output))
            Verify(path, "output", output, session.OutputMetadata);
    }

    private static void Verify(string path, string role, TensorDescription expected, IReadOnlyDictionary<string, NodeMetadata> graph)
    {
        if (!graph.TryGetValue(expected.Name, out var node))
            throw new ModelBundleException($"{path} has no {role} '{expected.Name}'; it has {string.Join(", ", graph.Keys)}.");
        if (!node.IsTensor || node.ElementDataType != TensorElementType.Float)
            throw new ModelBundleException($"{path}: the {role} '{expected.Name}' is no float tensor.");
        if (expected.Shape.Count == 0 || expected.Shape[0] != -1 || expected.Shape.Skip(1).Any(n => n < 1))
            throw new ModelBundleException($"{path}: the manifest's shape of '{expected.Name}' must be [-1, …] with positive sizes.");

        // -1 in the graph is a free dimension, which fits whatever the manifest says.
        var actual = node.Dimensions;
        var fits = actual.Length == expected.Shape.Count;
        for (var i = 1; fits && i < actual.Length; i++)
            fits = actual[i] == -1 || actual[i] == expected.Shape[i];
        if (!fits || (actual.Length > 0 && actual[0] != -1))
        {
            throw new ModelBundleException(
                $"{path}: the {role} '{expected.Name}' is [{string.Join(", ", actual)}]; the manifest says [{string.Join(", ", expected.Shape)}].");
        }
    }
}
