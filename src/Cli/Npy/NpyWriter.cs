using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CryApi.Cli;

/// <summary>Writes arrays in NumPy's NPY format, version 1.0, C order (numpy.org, "The NPY format").</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;

    /// <summary>Writes the header of a float32 array; its values follow with <see cref="WriteValues"/>.</summary>
    public static void WriteFloatHeader(Stream stream, params ReadOnlySpan<long> shape) => WriteHeader(stream, "<f4", shape);

    /// <summary>Writes float32 values, little-endian.</summary>
    public static void WriteValues(Stream stream, ReadOnlySpan<float> values) => stream.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Writes a vector of int64.</summary>
    public static void Write(Stream stream, ReadOnlySpan<long> values)
    {
        WriteHeader(stream, "<i8", values.Length);
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Writes a vector of strings, as NumPy's fixed-width UTF-32.</summary>
    public static void Write(Stream stream, IReadOnlyList<string> values)
    {
        var width = values.Count == 0 ? 1 : Math.Max(1, values.Max(v => Encoding.UTF32.GetByteCount(v) / sizeof(int)));
        WriteHeader(stream, $"<U{width}", values.Count);
        var cell = new byte[width * sizeof(int)];
        foreach (var value in values)
        {
            Array.Clear(cell);
            Encoding.UTF32.GetBytes(value, cell);
            stream.Write(cell);
        }
    }

    private static void WriteHeader(Stream stream, string type, params ReadOnlySpan<long> shape)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Arrays are written in the machine's byte order, which must be little-endian.");

        var dimensions = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape.ToArray());
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({dimensions}), }}";
        const int prefix = 10;
        var padded = (prefix + header.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[padded];
        "NUMPY"u8.CopyTo(bytes.AsSpan(1));
        bytes[0] = 0x93;
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(padded - prefix));
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(prefix));
        bytes.AsSpan(prefix + header.Length, padded - prefix - header.Length - 1).Fill((byte)' ');
        bytes[^1] = (byte)'\n';
        stream.Write(bytes);
    }
}
