using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CryApi.Cli;

/// <summary>
/// A table of a flatbuffer file that is not trusted: every offset and length is held against the file's, and one that leads
/// outside is an <see cref="InvalidDataException"/>. Fields are known by their number in the schema; one that is absent has its default.
/// (Layout: https://flatbuffers.dev/internals/. Numbers are little-endian.)
/// </summary>
internal readonly struct FlatTable
{
    private const int NumberSize = sizeof(int);

    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableSize;

    private FlatTable(ReadOnlyMemory<byte> file, long position)
    {
        _file = file;
        _position = Within(file, position, NumberSize);
        _vtable = Within(file, position - BinaryPrimitives.ReadInt32LittleEndian(file.Span[_position..]), sizeof(ushort));
        _vtableSize = BinaryPrimitives.ReadUInt16LittleEndian(file.Span[_vtable..]);
    }

    /// <summary>The table that the file begins with.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> file) =>
        new(file, BinaryPrimitives.ReadUInt32LittleEndian(file.Span[Within(file, 0, NumberSize)..]));

    /// <summary>A byte field.</summary>
    public byte Byte(int field) => Place(field) is { } place ? _file.Span[Within(_file, place, 1)] : default;

    /// <summary>An int field.</summary>
    public int Int(int field, int absent = 0) =>
        Place(field) is { } place ? BinaryPrimitives.ReadInt32LittleEndian(_file.Span[Within(_file, place, NumberSize)..]) : absent;

    /// <summary>A table field.</summary>
    public FlatTable? Table(int field) => Target(field) is { } target ? new FlatTable(_file, target) : null;

    /// <summary>A field that is a vector of tables, which are read when asked for.</summary>
    public FlatTables Tables(int field)
    {
        var (start, count) = Vector(field, NumberSize);
        return new FlatTables(_file, start, count);
    }

    /// <summary>A field that is a vector of bytes, where it lies in the file.</summary>
    public ReadOnlyMemory<byte> Bytes(int field)
    {
        var (start, count) = Vector(field, 1);
        return _file.Slice(start, count);
    }

    /// <summary>A field that is a vector of int, float or long, where it lies in the file.</summary>
    public ReadOnlySpan<T> Numbers<T>(int field)
        where T : unmanaged
    {
        // As the CPU is little-endian, like every one that .NET runs on today, the file's bytes are the numbers.
        var size = Marshal.SizeOf<T>();
        var (start, count) = Vector(field, size);
        return MemoryMarshal.Cast<byte, T>(_file.Span.Slice(start, count * size));
    }

    /// <summary>A table in a vector of offsets.</summary>
    internal static FlatTable At(ReadOnlyMemory<byte> file, int offsetPlace) =>
        new(file, offsetPlace + (long)BinaryPrimitives.ReadUInt32LittleEndian(file.Span[Within(file, offsetPlace, NumberSize)..]));

    private (int Start, int Count) Vector(int field, int elementSize)
    {
        if (Target(field) is not { } target)
            return (0, 0);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(_file.Span[Within(_file, target, NumberSize)..]);
        return (Within(_file, target + NumberSize, count * (long)elementSize), (int)count);
    }

    private long? Target(int field) => Place(field) is { } place
        ? place + BinaryPrimitives.ReadUInt32LittleEndian(_file.Span[Within(_file, place, NumberSize)..])
        : null;

    /// <summary>Where a field lies; null if it is absent.</summary>
    private long? Place(int field)
    {
        var slot = (2 + field) * sizeof(ushort);
        if (slot + sizeof(ushort) > _vtableSize)
            return null;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(_file.Span[Within(_file, (long)_vtable + slot, sizeof(ushort))..]);
        return offset == 0 ? null : (long)_position + offset;
    }

    private static int Within(ReadOnlyMemory<byte> file, long start, long length) => start >= 0 && length <= file.Length - start
        ? (int)start
        : throw new InvalidDataException("the file is damaged or cut off (an offset leads out of it)");
}

/// <summary>A vector of tables.</summary>
internal readonly struct FlatTables(ReadOnlyMemory<byte> file, int start, int count)
{
    /// <summary>How many.</summary>
    public int Count => count;

    /// <summary>One of them.</summary>
    /// <exception cref="InvalidDataException">There is none of that number.</exception>
    public FlatTable this[int index] => index >= 0 && index < count
        ? FlatTable.At(file, start + (index * sizeof(uint)))
        : throw new InvalidDataException($"the file is damaged (it has no entry {index})");
}
