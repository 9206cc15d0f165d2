using System.Runtime.InteropServices;

namespace CryApi.Cli;

/// <summary>The values of a constant tensor: float32, or int8 with value = scale · (q − zero point), one scale for all or one a channel.</summary>
internal static class TfliteConstant
{
    private const byte Float32 = 0;
    private const byte Int8 = 9;

    /// <summary>Reads the values.</summary>
    /// <param name="tensor">The tensor's table.</param>
    /// <param name="data">Its bytes.</param>
    /// <param name="shape">Its shape, checked.</param>
    /// <exception cref="InvalidDataException">The type is another, sizes do not fit, or a value is not finite.</exception>
    public static float[] Read(FlatTable tensor, ReadOnlySpan<byte> data, ReadOnlySpan<int> shape)
    {
        var count = 1;
        foreach (var size in shape)
            count *= size;
        var type = tensor.Byte(1);
        if (type is not (Float32 or Int8))
            throw new InvalidDataException($"its weights have the tensor type {type}; float32 (0) and int8 (9) can be read");
        if (data.Length != count * (type == Float32 ? sizeof(float) : 1))
            throw new InvalidDataException($"a tensor of {count} weights holds {data.Length} bytes");

        var values = type == Float32
            ? MemoryMarshal.Cast<byte, float>(data).ToArray()
            : Dequantise(MemoryMarshal.Cast<byte, sbyte>(data), tensor.Table(4), shape);
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new InvalidDataException("it holds weights that are not finite");
    }

    private static float[] Dequantise(ReadOnlySpan<sbyte> data, FlatTable? quantisation, ReadOnlySpan<int> shape)
    {
        var scales = quantisation is { } q ? q.Numbers<float>(2) : [];
        var zeros = quantisation is { } z ? z.Numbers<long>(3) : [];
        var axis = quantisation is { } a ? a.Int(6) : 0;
        if (scales.Length != 1 && (axis < 0 || axis >= shape.Length || scales.Length != shape[axis]))
            throw new InvalidDataException($"int8 weights have {scales.Length} scales, which is neither one nor one a channel");
        if (zeros.Length > 1 && zeros.Length != scales.Length)
            throw new InvalidDataException($"int8 weights have {scales.Length} scales and {zeros.Length} zero points");

        var channelSize = scales.Length == 1 ? 1 : SizeBehind(axis, shape);
        var values = new float[data.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = i / channelSize % scales.Length;
            var zero = zeros.Length switch { 0 => 0, 1 => zeros[0], _ => zeros[channel] };
            values[i] = (data[i] - zero) * scales[channel];
        }

        return values;
    }

    /// <summary>Values from one channel to the next.</summary>
    private static int SizeBehind(int axis, ReadOnlySpan<int> shape)
    {
        var product = 1;
        foreach (var size in shape[(axis + 1)..])
            product *= size;
        return product;
    }
}
