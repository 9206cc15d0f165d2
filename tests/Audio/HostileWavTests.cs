using CsCheck;

namespace CryApi.Audio.Tests;

/// <summary>
/// Whatever the bytes: finite samples to the end, or an <see cref="AudioException"/>; nothing else, little memory, no endless loop.
/// A longer run: set <c>CRYAPI_FUZZ_SCALE</c> to how many times as long.
/// </summary>
public class HostileWavTests
{
    private static readonly int s_scale = int.TryParse(Environment.GetEnvironmentVariable("CRYAPI_FUZZ_SCALE"), out var scale) ? scale : 1;
    private static readonly string[] s_riffs = ["RIFF", "RIFF", "RIFF", "RF64", "BW64", "RIFX"];
    private static readonly string[] s_ids = ["fmt ", "fmt ", "data", "data", "ds64", "LIST", "fact", "\0\0\0\0", "JUNK"];
    private static readonly int[] s_tags = [1, 1, 3, 6, 7, 0xFFFE, 2, 0x11, 0x55, 0];
    private static readonly int[] s_bits = [8, 16, 24, 32, 64, 0, 1, 4, 12, 20, 33, 65_535];
    private static readonly int[] s_channels = [1, 2, 3, 0, 6, 255, 32_767, 65_535];
    private static readonly uint[] s_rates = [8000, 16_000, 44_100, 192_000, 0, 1, 3999, 192_001, int.MaxValue, uint.MaxValue];
    private static readonly uint[] s_sizes = [0, 1, 2, 15, 16, 18, 40, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0, 0xFFFF_FFFE, uint.MaxValue];

    private static readonly byte[][] s_seeds =
    [
        WavBytes.Ramp(40).Build(),
        (WavBytes.Ramp(40) with { DataSize = uint.MaxValue, Chunks = [("LIST", [1, 2, 3]), ("fmt ", []), ("data", [])] }).Build(),
        WavBytes.Ramp(40).AsRf64(80).Build(),
        (WavBytes.Ramp(40) with { Chunks = [("data", []), ("fmt ", [])] }).Build(),
        (WavBytes.Of(1, 24, 2, new byte[60]) with { Extensible = true, ValidBits = 20 }).Build(),
        (WavBytes.Of(3, 32, 3, [.. Enumerable.Repeat(0.25f, 30).SelectMany(BitConverter.GetBytes)]) with { Extensible = true }).Build(),
        WavBytes.Of(3, 32, 1, [.. Enumerable.Repeat(-0.5f, 40).SelectMany(BitConverter.GetBytes)]).Build(),
        WavBytes.Of(3, 32, 2, [.. Enumerable.Repeat(-0.5f, 40).SelectMany(BitConverter.GetBytes)]).Build(),
        WavBytes.Of(3, 64, 1, [.. Enumerable.Repeat(0.5, 20).SelectMany(BitConverter.GetBytes)]).Build(),
        WavBytes.Of(7, 8, 1, [.. Enumerable.Range(0, 77).Select(i => (byte)i)]).Build(),
        (WavBytes.Of(1, 16, 1, new byte[40]) with { Riff = "RIFX" }).Build(),
    ];

    private long _accepted;

    [Fact]
    public void Random_bytes_behave() => Gen.Byte.Array[0, 300].Sample(Behaves, iter: 20_000 * s_scale);

    [Fact]
    public void Random_bytes_after_a_wav_head_behave() => Gen.Select(Pick(s_riffs), Gen.Byte.Array[0, 300])
        .Select((riff, rest) => (byte[])[.. riff.Select(c => (byte)c), 0xFF, 0xFF, 0xFF, 0xFF, .. "WAVE"u8, .. rest])
        .Sample(Behaves, iter: 20_000 * s_scale);

    [Fact]
    public void Mutated_and_cut_files_behave()
    {
        var edit = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 400], Gen.Byte, Pick(s_sizes));
        Gen.Select(Pick(s_seeds), edit.Array[1, 6]).Select((seed, edits) => Mutate(seed, edits)).Sample(Behaves, iter: 60_000 * s_scale);
        Assert.True(_accepted > 6_000 * s_scale, "Hardly any mutation is read: they are too coarse to test reading.");
    }

    [Fact]
    public void Files_of_random_header_fields_behave()
    {
        // Sensible and wild in turn, field by field, so that many files get as far as their samples.
        var size = Gen.Frequency((3, Gen.Const((uint?)null)), (1, Pick(s_sizes).Select(value => (uint?)value)));
        var chunk = Gen.Select(Pick(s_ids), size, Gen.Byte.Array[0, 60]);
        var usual = Gen.Select(chunk.Array[0, 2], size, Gen.Byte.Array[0, 60]).Select((before, claimed, body) =>
            ((string, uint?, byte[])[])[.. before, ("fmt ", null, []), ("data", claimed, body)]);
        var format = Gen.Select(
            Pick(s_tags), Pick(s_tags), Sometimes(s_channels, 3), Sometimes(s_rates, 4), Sometimes(s_bits, 5));
        var align = Gen.Frequency((4, Gen.Const(-1)), (1, Gen.Int[0, 65_535]));
        var chunks = Gen.Frequency((1, chunk.Array[0, 6]), (2, usual));
        Gen.Select(Pick(s_riffs), format, align, chunks).Select(Assemble).Sample(Behaves, iter: 60_000 * s_scale);
        Assert.True(_accepted > 3_000 * s_scale, "Hardly any of these files is read: they are too wild to test reading.");
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(uint.MaxValue - 1)]
    [InlineData(0u)]
    public void Huge_claims_take_no_memory(uint dataSize)
    {
        var wav = WavBytes.Of(1, 8, 65_535, new byte[100]) with { Rate = 192_000, DataSize = dataSize, RiffSize = uint.MaxValue };
        var file = wav.Build();
        Behaves(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Decoding.ErrorOf(file, new());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 65_536);
    }

    [Fact]
    public void A_file_of_nothing_but_chunk_headers_is_given_up()
    {
        var file = new byte[12 + (8 * 1_000_000)];
        "RIFF\0\0\0\0WAVE"u8.CopyTo(file);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(AudioErrorCode.Corrupt, Decoding.ErrorOf(file));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1));
    }

    private static Gen<T> Pick<T>(T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static Gen<T> Sometimes<T>(T[] choices, int sensible) =>
        Gen.Frequency((3, Pick(choices[..sensible])), (1, Pick(choices)));

    private void Behaves(byte[] file)
    {
        var buffer = new float[64];
        foreach (var limits in new[] { Decoding.Loose, new AudioLimits() })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(file, limits, buffer);
                Interlocked.Increment(ref _accepted);
            }
            catch (AudioException exception)
            {
                Assert.True(Enum.IsDefined(exception.Code) && exception.Message.Length is > 10 and < 400);
            }

            // An exception with its stack is most of it.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 65_536);
        }
    }

    private static void Read(byte[] file, AudioLimits limits, float[] buffer)
    {
        var source = Decoding.Open(file, limits);
        Assert.InRange(source.Channels, 1, 65_535);
        Assert.InRange(source.SampleRate, limits.MinSampleRate, limits.MaxSampleRate);
        long total = 0;
        while (Decoding.Wait(source.ReadAsync(buffer, CancellationToken.None)) is > 0 and var count)
        {
            total += count;
            Assert.True(total <= source.KnownLength && total <= file.Length);
            foreach (var sample in buffer.AsSpan(0, count))
                Assert.True(float.IsFinite(sample));
        }

        Assert.Equal(source.KnownLength, total);
    }

    private static byte[] Mutate(byte[] seed, (int Kind, int At, byte Value, uint Size)[] edits)
    {
        var bytes = new List<byte>(seed);
        foreach (var (kind, where, value, size) in edits)
        {
            var at = bytes.Count == 0 ? 0 : where % bytes.Count;
            switch (kind)
            {
                case 0 when bytes.Count > 0:
                    bytes[at] = value;
                    break;
                case 1 when bytes.Count > 0:
                    bytes[at] ^= (byte)(1 << (value & 7));
                    break;
                case 2:
                    bytes.Insert(at, value);
                    break;
                case 3 when bytes.Count > 0:
                    bytes.RemoveRange(value < 128 ? at : Math.Min(at, bytes.Count - 1), value < 128 ? bytes.Count - at : 1);
                    break;
                case 4 when at + 4 <= bytes.Count:
                    for (var i = 0; i < 4; i++)
                        bytes[at + i] = (byte)(size >> (8 * i));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Assemble(
        string riff,
        (int Tag, int SubTag, int Channels, uint Rate, int Bits) format,
        int align,
        (string Id, uint? Size, byte[] Body)[] chunks)
    {
        var template = new WavBytes
        {
            Riff = riff == "RIFX" ? "RIFX" : "RIFF",
            Tag = format.Tag == 0xFFFE ? format.SubTag : format.Tag,
            Extensible = format.Tag == 0xFFFE,
            Channels = format.Channels,
            Rate = format.Rate,
            Bits = format.Bits,
            BlockAlign = align < 0 ? null : align,
            Chunks = [("fmt ", [])],
        };
        var fmt = template.Build()[20..];
        var file = new List<byte>([.. riff.Select(c => (byte)c), 0, 0, 0, 0, .. "WAVE"u8]);
        foreach (var (id, size, body) in chunks)
        {
            var content = id == "fmt " ? fmt : body;
            var claimed = BitConverter.GetBytes(size ?? (uint)content.Length);
            if (riff == "RIFX")
                Array.Reverse(claimed);
            file.AddRange([.. id.Select(c => (byte)c), .. claimed, .. content]);
            if (content.Length % 2 == 1)
                file.Add(0);
        }

        return [.. file];
    }
}
