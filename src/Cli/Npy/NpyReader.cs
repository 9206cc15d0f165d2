using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace CryApi.Cli;

/// <summary>Reads float32 arrays in NumPy's NPY format, C order.</summary>
internal static partial class NpyReader
{
    /// <summary>Reads one array.</summary>
    /// <exception cref="InvalidDataException">It is no little-endian float32 array in C order.</exception>
    public static (float[] Values, int[] Shape) ReadFloats(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 12 || bytes[0] != 0x93 || !bytes.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
            throw new InvalidDataException($"{path} is no NPY file.");

        var version1 = bytes[6] == 1;
        var start = version1 ? 10 : 12;
        var length = version1 ? BitConverter.ToUInt16(bytes, 8) : BitConverter.ToInt32(bytes, 8);
        if (length < 0 || bytes.Length - start < length)
            throw new InvalidDataException($"{path} ends inside its header.");
        var header = Encoding.ASCII.GetString(bytes, start, length);
        if (!header.Contains("'<f4'", StringComparison.Ordinal) || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
            throw new InvalidDataException($"{path} is no float32 array in C order: {header.Trim()}");

        var shape = Shape().Match(header).Groups[1].Value
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return (MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start + length)).ToArray(), shape);
    }

    [GeneratedRegex(@"'shape':\s*\(([^)]*)\)")]
    private static partial Regex Shape();
}
