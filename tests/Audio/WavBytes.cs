using System.Text;

namespace CryApi.Audio.Tests;

/// <summary>Builds WAV files field by field, sharing no code with the reader or the writer under test.</summary>
internal sealed record WavBytes
{
    public string Riff { get; init; } = "RIFF";

    public string Form { get; init; } = "WAVE";

    public uint? RiffSize { get; init; }

    public int Tag { get; init; } = 1;

    public int Channels { get; init; } = 1;

    public uint Rate { get; init; } = 16_000;

    public int Bits { get; init; } = 16;

    public int? BlockAlign { get; init; }

    /// <summary>Makes the format chunk WAVEFORMATEXTENSIBLE with <see cref="Tag"/> in the sub-format.</summary>
    public bool Extensible { get; init; }

    public int? ValidBits { get; init; }

    public byte[] GuidTail { get; init; } = [0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    /// <summary>Replaces the body of the format chunk.</summary>
    public byte[]? Fmt { get; init; }

    public byte[] Data { get; init; } = [];

    public uint? DataSize { get; init; }

    /// <summary>Chunks in order; <c>fmt </c> and <c>data</c> stand for those made from the other members.</summary>
    public (string Id, byte[] Body)[] Chunks { get; init; } = [("fmt ", []), ("data", [])];

    public bool Pad { get; init; } = true;

    private bool BigEndian => Riff == "RIFX";

    public static WavBytes Of(int tag, int bits, int channels, byte[] data) =>
        new() { Tag = tag, Bits = bits, Channels = channels, Data = data };

    /// <summary>16 bit, mono, 16 kHz.</summary>
    public static WavBytes Pcm16(params short[] samples) => new() { Data = [.. samples.SelectMany(BitConverter.GetBytes)] };

    /// <summary>RF64 with the data size in <c>ds64</c> and all ones in the data chunk.</summary>
    public WavBytes AsRf64(ulong dataSize) => this with
    {
        Riff = "RF64",
        RiffSize = uint.MaxValue,
        DataSize = uint.MaxValue,
        Chunks = [("ds64", Ds64(dataSize)), .. Chunks],
    };

    /// <summary>As long a ramp as asked for, 16 bit, mono, 16 kHz.</summary>
    public static WavBytes Ramp(int samples = 4000) => Pcm16([.. Enumerable.Range(0, samples).Select(i => (short)(i * 37))]);

    public byte[] Build()
    {
        var body = new List<byte>();
        foreach (var (id, given) in Chunks)
        {
            var bytes = id switch { "fmt " => Fmt ?? BuildFmt(), "data" => Data, _ => given };
            body.AddRange(Encoding.ASCII.GetBytes(id));
            body.AddRange(U32(id == "data" ? DataSize ?? (uint)bytes.Length : (uint)bytes.Length));
            body.AddRange(bytes);
            if (Pad && bytes.Length % 2 == 1)
                body.Add(0);
        }

        return [.. Encoding.ASCII.GetBytes(Riff), .. U32(RiffSize ?? (uint)(body.Count + 4)), .. Encoding.ASCII.GetBytes(Form), .. body];
    }

    /// <summary>The body of an RF64 <c>ds64</c> chunk.</summary>
    public static byte[] Ds64(ulong dataSize) =>
        [.. BitConverter.GetBytes(0UL), .. BitConverter.GetBytes(dataSize), .. BitConverter.GetBytes(0UL), .. BitConverter.GetBytes(0U)];

    private byte[] BuildFmt()
    {
        var align = BlockAlign ?? Channels * ((Bits + 7) / 8);
        var fmt = new List<byte>();
        fmt.AddRange(U16(Extensible ? 0xFFFE : Tag));
        fmt.AddRange(U16(Channels));
        fmt.AddRange(U32(Rate));
        fmt.AddRange(U32((uint)(Rate * align)));
        fmt.AddRange(U16(align));
        fmt.AddRange(U16(Bits));
        if (Extensible)
        {
            fmt.AddRange(U16(22));
            fmt.AddRange(U16(ValidBits ?? Bits));
            fmt.AddRange(U32(0));
            fmt.AddRange(U32((uint)Tag));
            fmt.AddRange(GuidTail);
        }

        return [.. fmt];
    }

    private byte[] U16(int value) => BigEndian ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)];

    private byte[] U32(uint value)
    {
        byte[] bytes = [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
        if (BigEndian)
            Array.Reverse(bytes);
        return bytes;
    }
}
