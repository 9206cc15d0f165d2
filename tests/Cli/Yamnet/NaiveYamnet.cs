namespace CryApi.Cli.Tests;

/// <summary>YAMNet's network by its formulae, in double precision, one sum at a time.</summary>
internal static class NaiveYamnet
{
    /// <summary>A patch [96][64] → embedding [1024] and scores [521].</summary>
    public static (double[] Embedding, double[] Scores) Run(YamnetNetwork network, ReadOnlySpan<float> patch)
    {
        var (height, width, channels) = (96, 64, 1);
        double[] x = [.. patch.ToArray().Select(v => (double)v)];
        foreach (var convolution in network.Convolutions)
            (x, height, width, channels) = Convolve(convolution, x, height, width, channels);

        var embedding = Enumerable.Range(0, channels).Select(c => x.Skip(c * height * width).Take(height * width).Average()).ToArray();
        var scores = new double[521];
        for (var k = 0; k < scores.Length; k++)
        {
            double sum = network.ClassBias[k];
            for (var c = 0; c < channels; c++)
                sum += network.ClassWeights[(k * channels) + c] * embedding[c];
            scores[k] = 1 / (1 + Math.Exp(-sum));
        }

        return (embedding, scores);
    }

    /// <summary>[channels][height][width]. Padding SAME: out = ⌈in/stride⌉, zeros = max((out − 1)·stride + size − in, 0), the smaller half before.</summary>
    private static (double[] X, int Height, int Width, int Channels) Convolve(YamnetConvolution convolution, double[] x, int height, int width, int channels)
    {
        var (layer, stride, size) = (convolution.Layer, convolution.Layer.Stride, convolution.Layer.Size);
        var (rows, columns) = ((int)Math.Ceiling((double)height / stride), (int)Math.Ceiling((double)width / stride));
        var above = Math.Max(((rows - 1) * stride) + size - height, 0) / 2;
        var left = Math.Max(((columns - 1) * stride) + size - width, 0) / 2;
        var fanIn = layer.IsDepthwise ? 1 : channels;
        var result = new double[layer.Outputs * rows * columns];
        Parallel.For(0, layer.Outputs, o =>
        {
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    double sum = convolution.Bias[o];
                    for (var i = 0; i < fanIn; i++)
                    {
                        var channel = layer.IsDepthwise ? o : i;
                        for (var u = 0; u < size; u++)
                        {
                            var y = (r * stride) + u - above;
                            for (var v = 0; y >= 0 && y < height && v < size; v++)
                            {
                                var z = (c * stride) + v - left;
                                if (z >= 0 && z < width)
                                    sum += convolution.Kernel[(((o * fanIn) + i) * size * size) + (u * size) + v] * x[(((channel * height) + y) * width) + z];
                            }
                        }
                    }

                    result[(((o * rows) + r) * columns) + c] = Math.Max(sum, 0);
                }
            }
        });
        return (result, rows, columns, layer.Outputs);
    }
}
