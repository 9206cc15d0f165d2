using System.Diagnostics;
using CryApi.Audio;

namespace CryApi.Fuzz.Tests;

/// <summary>Mutated heads of every format through the sniffer: a format or none, never an exception, next to no memory.</summary>
public class SnifferFuzzTests(ITestOutputHelper output)
{
    private const int HeadLength = 2_048;
    private const int MostAllocated = 1_024;

    // The table of formats is made by the first call that finds one, whoever makes it.
    static SnifferFuzzTests() => FormatSniffer.Sniff("fLaC"u8);

    [Fact]
    public void Mutated_heads_are_named_or_not()
    {
        var wav = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));
        var encoded = EncodedClip.All.Select(clip => clip.Encode(wav)).OfType<byte[]>().Select(file => file[..Math.Min(HeadLength, file.Length)]);
        var mutator = new Mutator([.. FormatHeads.All, .. encoded]);
        var (tally, clock) = (new Tally(), Stopwatch.StartNew());
        Parallel.For(0, FuzzScale.Executions, i =>
        {
            var number = FuzzScale.First + i;
            Repeatable.Check("Heads of formats", number, mutator.Mutate(number), file => tally.Add(Sniff(file)));
        });

        output.WriteLine(FormattableString.Invariant($"{tally.Total:N0} heads in {clock.Elapsed.TotalSeconds:F1} s: {tally}"));
        Assert.Equal(FuzzScale.Executions, tally.Total);
        Assert.True(tally["none"] < FuzzScale.Executions / 2, $"Most mutants are no format any more: {tally}");
        foreach (var head in FormatHeads.All)
            Assert.True(tally[FormatSniffer.Sniff(head)!.Id] > 0, $"No mutant is {FormatSniffer.Sniff(head)!.Id}: {tally}");
    }

    [Fact]
    public void Every_prefix_of_every_head_is_named_or_not()
    {
        foreach (var head in FormatHeads.All)
        {
            Assert.NotNull(FormatSniffer.Sniff(head));
            for (var length = 0; length <= head.Length; length++)
                Sniff(head[..length]);
        }
    }

    private static string Sniff(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var format = FormatSniffer.Sniff(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.Equal(format, FormatSniffer.Sniff(file));
        if (format is null)
            return "none";
        Assert.Matches("^[a-z0-9-]{2,12}$", format.Id);
        return format.Id;
    }
}
