using System.Buffers.Binary;
using System.Text;

namespace CryApi.Audio.Tests;

/// <summary>What writers put before the audio.</summary>
public class TagTests
{
    public static MatrixTheoryData<string, string, int> Tagged { get; } =
        new(FfmpegPrograms.Names, ["mp3", "flac", "aac-adts"], [100_000, 300_000]);

    public static MatrixTheoryData<string, string, string> Boxes { get; } =
        new(FfmpegPrograms.Names, ["mov-aac", "m4a-alac", "m4a-aac-faststart"], ["free", "skip", "wide"]);

    [Theory]
    [MemberData(nameof(Tagged))]
    public void A_large_tag_in_front_changes_nothing(string program, string name, int pictureLength)
    {
        var decoders = FfmpegPrograms.Get(program);
        var file = Made.Clip(name);
        if (MpegTagLength(file) is > 0 and var length)
            file = file[length..];
        var (plain, tagged) = (Decoded.By(decoders, file), Decoded.By(decoders, [.. Made.Id3(pictureLength), .. file]));
        Assert.Equal((plain.Container, plain.Codec), (tagged.Container, tagged.Codec));
        Assert.Equal(plain.Samples, tagged.Samples);
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void Empty_boxes_before_the_first_change_nothing(string program, string name, string box)
    {
        var decoders = FfmpegPrograms.Get(program);
        var file = Made.Clip(name);
        var (plain, shifted) = (Decoded.By(decoders, file), Decoded.By(decoders, PutInFront(file, box)));
        Assert.Equal((plain.Container, plain.Codec), (shifted.Container, shifted.Codec));
        Assert.Equal(plain.Samples, shifted.Samples);
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void An_old_file_without_a_type_is_read(string program, string name, string box)
    {
        var decoders = FfmpegPrograms.Get(program);
        var file = Made.Clip(name);
        var old = file.ToArray();
        Encoding.ASCII.GetBytes(box).CopyTo(old, 4);
        var decoded = Decoded.By(decoders, old);
        Assert.Equal("mov", decoded.Container);
        Assert.Equal(Decoded.By(decoders, file).Samples, decoded.Samples);
    }

    private static int MpegTagLength(byte[] file) => file.AsSpan().StartsWith("ID3"u8)
        ? 10 + (file[6] << 21) + (file[7] << 14) + (file[8] << 7) + file[9]
        : 0;

    /// <summary>Two boxes of 8 and 24 bytes before a file of one chunk offset table, which then counts from further on.</summary>
    private static byte[] PutInFront(byte[] file, string box)
    {
        var type = Encoding.ASCII.GetBytes(box);
        byte[] front = [0, 0, 0, 8, .. type, 0, 0, 0, 24, .. type, .. new byte[16]];
        var copy = file.ToArray();
        var table = copy.AsSpan(copy.AsSpan().LastIndexOf("stco"u8) + 8);
        var offsets = table.Slice(4, 4 * BinaryPrimitives.ReadInt32BigEndian(table));
        for (; !offsets.IsEmpty; offsets = offsets[4..])
            BinaryPrimitives.WriteInt32BigEndian(offsets, BinaryPrimitives.ReadInt32BigEndian(offsets) + front.Length);
        return [.. front, .. copy];
    }
}
