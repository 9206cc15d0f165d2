namespace CryApi.Cli.Tests;

/// <summary>A TFLite file of some hundred bytes with everything that the reader looks at: both types of weights, options, a reshape.</summary>
internal static class TinyTflite
{
    /// <summary>Shape of its weights.</summary>
    public static int[] Shape => [2, 1, 1, 3];

    public static byte[] File()
    {
        var writer = new TfliteWriter();
        var x = writer.Operator(22, [writer.Tensor(6)], writer.Tensor(1, 2, 1, 3), [], []);
        var kernel = writer.Constant([1, -2, 3, -4, 5, -128], [0.5f, 0.25f], [0, 1], 0, Shape);
        x = writer.Operator(3, [x, kernel, writer.Constant([1f, 2f], 2)], writer.Tensor(1, 2, 1, 2), new() { [0] = 0, [3] = 1 }, new() { [1] = 1, [2] = 1 });
        var again = writer.Constant([1f, 2f, 3f, 4f, 5f, 6f], Shape);
        writer.Operator(9, [x, again], writer.Tensor(1, 2), [], []);
        return writer.ToBytes();
    }
}
