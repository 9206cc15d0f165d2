using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>
/// Reads one stored sample as its exact value, nominally −1…1. A type argument of <see cref="MonoMixer"/>, so that calls are inlined.
/// </summary>
internal interface ISampleReader
{
    /// <summary>Bytes of a sample.</summary>
    static abstract int Size { get; }

    /// <summary>Whether values may be NaN, infinite or huge.</summary>
    static abstract bool IsUnbounded { get; }

    /// <summary>The value. Double holds every integer format and single exactly.</summary>
    static abstract double Read(ReadOnlySpan<byte> bytes);
}

internal readonly struct Unsigned8Reader : ISampleReader
{
    public static int Size => 1;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => (bytes[0] - 128) * (1.0 / 128);
}

internal readonly struct ALawReader : ISampleReader
{
    public static int Size => 1;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => G711.ALaw[bytes[0]];
}

internal readonly struct MuLawReader : ISampleReader
{
    public static int Size => 1;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => G711.MuLaw[bytes[0]];
}

internal readonly struct Signed16Reader : ISampleReader
{
    public static int Size => 2;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16LittleEndian(bytes) * (1.0 / 32768);
}

internal readonly struct Signed16BigReader : ISampleReader
{
    public static int Size => 2;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16BigEndian(bytes) * (1.0 / 32768);
}

internal readonly struct Signed24Reader : ISampleReader
{
    public static int Size => 3;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) * (1.0 / (1 << 23));
}

internal readonly struct Signed24BigReader : ISampleReader
{
    public static int Size => 3;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => (bytes[2] | (bytes[1] << 8) | ((sbyte)bytes[0] << 16)) * (1.0 / (1 << 23));
}

internal readonly struct Signed32Reader : ISampleReader
{
    public static int Size => 4;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes) * (1.0 / (1L << 31));
}

internal readonly struct Signed32BigReader : ISampleReader
{
    public static int Size => 4;

    public static bool IsUnbounded => false;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes) * (1.0 / (1L << 31));
}

internal readonly struct Float32Reader : ISampleReader
{
    public static int Size => 4;

    public static bool IsUnbounded => true;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleLittleEndian(bytes);
}

internal readonly struct Float32BigReader : ISampleReader
{
    public static int Size => 4;

    public static bool IsUnbounded => true;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleBigEndian(bytes);
}

internal readonly struct Float64Reader : ISampleReader
{
    public static int Size => 8;

    public static bool IsUnbounded => true;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}

internal readonly struct Float64BigReader : ISampleReader
{
    public static int Size => 8;

    public static bool IsUnbounded => true;

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleBigEndian(bytes);
}
