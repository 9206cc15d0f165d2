using System.Security.Cryptography;
using CryApi.Pipeline;

namespace CryApi.Cli.Tests;

/// <summary>Runs the ONNX graph of a network by the code that serves.</summary>
internal static class YamnetModel
{
    /// <summary>One output of a graph for every patch.</summary>
    /// <param name="graph">The ONNX file.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="size">Values that it has a patch.</param>
    /// <param name="patches">[patches][96][64].</param>
    public static float[][] Run(byte[] graph, string output, int size, float[] patches)
    {
        var folder = Directory.CreateTempSubdirectory("cryapi-yamnet-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "y.onnx"), graph);
            using var model = OnnxModel.Load(folder.FullName, new ModelStage(
                "y", "1.0.0", "y.onnx", Convert.ToHexStringLower(SHA256.HashData(graph)), new TensorDescription("patches", [-1, 96, 64], ""),
                new TensorDescription(output, [-1, size], ""), null, null, null, [], []), 1, 1);
            var result = new float[patches.Length / model.InputSize * size];
            model.Run(patches, result);
            return [.. result.Chunk(size)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
