using System.Buffers.Binary;

namespace CryApi.Fuzz.Tests;

/// <summary>Single edits of a file, at places where formats keep their structure more often than not. All but insertion need a byte.</summary>
/// <param name="bytes">The file, changed in place.</param>
/// <param name="landmarks">Where <see cref="Landmarks.Find"/> saw ids before the first edit.</param>
/// <param name="random">Decides everything.</param>
internal sealed class Edits(List<byte> bytes, int[] landmarks, Random random)
{
    private const int HeadLength = 96;
    private const int MagicLength = 12;

    public List<byte> Bytes { get; } = bytes;

    /// <summary>Flips 1 to 8 single bits near each other.</summary>
    public void FlipBits()
    {
        var at = Place();
        for (var count = random.Next(1, 9); count > 0; count--)
            Bytes[Math.Min(at + random.Next(16), Bytes.Count - 1)] ^= (byte)(1 << random.Next(8));
    }

    /// <summary>Sets 1 to 64 bytes to 0, 0xFF or noise.</summary>
    public void Fill()
    {
        var (at, kind) = (Place(), random.Next(3));
        for (var count = 1 << random.Next(7); count > 0 && at < Bytes.Count; count--, at++)
            Bytes[at] = kind switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
    }

    /// <summary>Cuts the end off, now and then the beginning.</summary>
    public void Truncate()
    {
        var at = Place();
        if (random.Next(8) == 0)
            Bytes.RemoveRange(0, at);
        else
            Bytes.RemoveRange(at, Bytes.Count - at);
    }

    /// <summary>Takes a range out.</summary>
    public void Delete()
    {
        var at = Place();
        Bytes.RemoveRange(at, Math.Min(RangeLength(), Bytes.Count - at));
    }

    /// <summary>Repeats a range, there or elsewhere.</summary>
    public void Duplicate()
    {
        var at = Place();
        var range = Bytes.GetRange(at, Math.Min(RangeLength(), Bytes.Count - at));
        Bytes.InsertRange(random.Next(2) == 0 ? at : Place(), range);
    }

    /// <summary>Puts up to 256 zeros or noise in.</summary>
    public void Insert()
    {
        var added = new byte[1 << random.Next(9)];
        if (random.Next(2) == 0)
            random.NextBytes(added);
        Bytes.InsertRange(Bytes.Count == 0 ? 0 : Place(), added);
    }

    /// <summary>Keeps the head and goes on with another file's tail.</summary>
    public void Splice(byte[] other)
    {
        var at = Place();
        Bytes.RemoveRange(at, Bytes.Count - at);
        Bytes.AddRange(other.AsSpan(random.Next(2) == 0 ? Math.Min(at, other.Length) : random.Next(other.Length + 1)));
    }

    /// <summary>Exchanges two ids.</summary>
    public void SwapIds()
    {
        if (landmarks.Length < 2)
            return;
        var (first, second) = (landmarks[random.Next(landmarks.Length)], landmarks[random.Next(landmarks.Length)]);
        for (var i = 0; i < 4 && Math.Max(first, second) + i < Bytes.Count; i++)
            (Bytes[first + i], Bytes[second + i]) = (Bytes[second + i], Bytes[first + i]);
    }

    /// <summary>Puts an id of another file in an id's place.</summary>
    public void BorrowId(byte[] other, int[] otherLandmarks)
    {
        if (landmarks.Length == 0 || otherLandmarks.Length == 0)
            return;
        var (to, from) = (landmarks[random.Next(landmarks.Length)], otherLandmarks[random.Next(otherLandmarks.Length)]);
        for (var i = 0; i < 4 && to + i < Bytes.Count; i++)
            Bytes[to + i] = other[from + i];
    }

    /// <summary>Adds to or takes from a number of 16 or 32 bits, as if a size were slightly or doubly wrong.</summary>
    public void NudgeNumber()
    {
        Span<byte> field = stackalloc byte[random.Next(2) == 0 ? 2 : 4];
        var (at, bigEndian) = (Place(), random.Next(2) == 0);
        if (at + field.Length > Bytes.Count)
            return;
        for (var i = 0; i < field.Length; i++)
            field[i] = Bytes[at + (bigEndian ? field.Length - 1 - i : i)];
        var value = field.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(field) : BinaryPrimitives.ReadUInt32LittleEndian(field);
        value = random.Next(6) switch
        {
            0 => value + 1,
            1 => value - 1,
            2 => value * 2,
            3 => value / 2,
            4 => value + (uint)random.Next(-64, 65),
            _ => ~value,
        };
        WriteNumber(at, value, field.Length, bigEndian);
    }

    /// <summary>Overwrites a number of 16, 24, 32 or 64 bits by one that breaks careless arithmetic.</summary>
    public void WriteNumber()
    {
        var at = Place();
        var length = random.Next(6) switch { 0 => 2, 1 => 3, 2 => 8, _ => 4 };
        WriteNumber(at, InterestingNumbers.Pick(random, Bytes.Count, Bytes.Count - at), length, random.Next(2) == 0);
    }

    private void WriteNumber(int at, ulong value, int length, bool bigEndian)
    {
        for (var i = 0; i < length && at + i < Bytes.Count; i++)
            Bytes[at + i] = (byte)(value >> (8 * (bigEndian ? length - 1 - i : i)));
    }

    private int RangeLength() => random.Next(3) == 0 ? random.Next(1, Bytes.Count + 1) : random.Next(1, Math.Min(64, Bytes.Count) + 1);

    // A file whose magic is gone is refused at once and tests nothing more; a few of those are enough.
    private int Place()
    {
        var place = AnyPlace();
        for (var tries = 0; tries < 2 && place < MagicLength; tries++)
            place = AnyPlace();
        return place;
    }

    // Headers lead, ids have sizes beside them; the rest is mostly compressed sound.
    private int AnyPlace()
    {
        var anywhere = random.Next(Bytes.Count);
        return random.Next(8) switch
        {
            0 or 1 or 2 => anywhere % Math.Min(HeadLength, Bytes.Count),
            3 or 4 or 5 when landmarks.Length > 0 =>
                Math.Clamp(landmarks[random.Next(landmarks.Length)] + random.Next(-4, 28), 0, Bytes.Count - 1),
            _ => anywhere,
        };
    }
}
