using CryApi.Audio.Tests;

namespace CryApi.Fuzz.Tests;

/// <summary>The mutator repeats itself, changes what it is given, and knows Ogg's checksum.</summary>
public class MutatorTests
{
    private static readonly byte[] s_wav = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    [Fact]
    public void A_number_gives_the_same_bytes_again()
    {
        byte[][] seeds = [WavBytes.Ramp(200).Build(), WavBytes.Ramp(100).AsRf64(200).Build()];
        for (var number = 0; number < 2_000; number++)
            Assert.Equal(new Mutator(seeds).Mutate(number), new Mutator(seeds).Mutate(number));
    }

    [Fact]
    public void Most_mutants_are_files_of_their_own()
    {
        byte[][] seeds = [WavBytes.Ramp(200).Build(), WavBytes.Ramp(100).AsRf64(200).Build()];
        byte[][] copies = [.. seeds.Select(seed => seed.ToArray())];
        var mutator = new Mutator(seeds);
        var mutants = Enumerable.Range(0, 10_000).Select(number => Convert.ToHexString(mutator.Mutate(number))).ToHashSet();
        Assert.InRange(mutants.Count, 8_000, 10_000);
        Assert.Equal(copies, seeds);
        Assert.InRange(mutants.Max(mutant => mutant.Length / 2), 500, (2 * seeds.Max(seed => seed.Length)) + 4096);
    }

    [Theory]
    [InlineData("ogg-vorbis")]
    [InlineData("ogg-opus")]
    [InlineData("ogg-flac")]
    public void Checksums_of_ogg_are_those_of_libogg(string name)
    {
        var file = EncodedClip.Named(name).EncodeOrSkip(s_wav);
        var broken = file.ToArray();
        for (var i = 0; i + 26 < broken.Length; i++)
        {
            if (broken.AsSpan(i).StartsWith("OggS\0"u8))
                broken.AsSpan(i + 22, 4).Fill(0x55);
        }

        Assert.NotEqual(file, broken);
        OggPages.RepairChecksums(broken);
        Assert.Equal(file, broken);
    }
}
