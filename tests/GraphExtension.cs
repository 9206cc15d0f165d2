using System.Text;

namespace CryApi.Tests;

/// <summary>
/// Gives an ONNX file further outputs, each one operation on another. Protobuf merges messages that lie one behind the other, so that what is
/// added is a model of nothing but the new nodes and outputs.
/// </summary>
internal static class GraphExtension
{
    /// <summary>The file with a node and an output more.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="operation">Name of an operation with one input.</param>
    /// <param name="input">What it is applied to.</param>
    /// <param name="output">Name of the result, float [N, <paramref name="width"/>].</param>
    /// <param name="width">Values in a row.</param>
    public static byte[] With(byte[] model, string operation, string input, string output, int width)
    {
        byte[] node = [.. Text(1, input), .. Text(2, output), .. Text(4, operation)];
        byte[] shape = [.. Message(1, Text(2, "N")), .. Message(1, Number(1, width))];
        byte[] tensor = [.. Number(1, 1), .. Message(2, shape)];
        byte[] value = [.. Text(1, output), .. Message(2, Message(1, tensor))];
        return [.. model, .. Message(7, [.. Message(1, node), .. Message(12, value)])];
    }

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] bytes) => [(byte)((field << 3) | 2), (byte)(bytes.Length < 128 ? bytes.Length : throw new ArgumentException("Too long.", nameof(bytes))), .. bytes];

    private static byte[] Number(int field, int value) => [(byte)(field << 3), (byte)(value < 128 ? value : throw new ArgumentOutOfRangeException(nameof(value)))];
}
