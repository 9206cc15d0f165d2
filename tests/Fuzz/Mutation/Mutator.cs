namespace CryApi.Fuzz.Tests;

/// <summary>
/// Makes damaged and forged files out of good ones. The number of a mutant, with the same seeds, always gives the same bytes.
/// </summary>
/// <param name="seeds">Good files; the others lend their tails, ids and heads to the one that is mutated.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds)
{
    private const int MostEdits = 8;

    // Duplicating a few times must not make a small file a large one.
    private const int Slack = 4096;

    private readonly int[][] _landmarks = [.. seeds.Select(Landmarks.Find)];
    private readonly int _maxLength = (2 * seeds.Max(seed => seed.Length)) + Slack;

    /// <summary>Makes a mutant of any seed.</summary>
    /// <param name="number">Its number.</param>
    public byte[] Mutate(int number)
    {
        var random = new Random(number);
        return Mutate(random.Next(seeds.Count), random);
    }

    /// <summary>Makes a mutant of one seed.</summary>
    /// <param name="seed">Index of the seed.</param>
    /// <param name="number">The mutant's number.</param>
    public byte[] Mutate(int seed, int number) => Mutate(seed, new Random(unchecked((number * 31) + seed)));

    private byte[] Mutate(int seed, Random random)
    {
        var edits = new Edits([.. seeds[seed]], _landmarks[seed], random);
        // One edit is enough for most checks that there are; several get past the first.
        var count = 1;
        while (count < MostEdits && random.Next(2) == 0)
            count++;
        for (var i = 0; i < count; i++)
            EditOnce(edits, random);
        if (edits.Bytes.Count > _maxLength)
            edits.Bytes.RemoveRange(_maxLength, edits.Bytes.Count - _maxLength);
        byte[] mutant = [.. edits.Bytes];

        // Readers of Ogg drop pages whose checksum is wrong, before anything else looks at them.
        if (random.Next(4) != 0)
            OggPages.RepairChecksums(mutant);
        return mutant;
    }

    private void EditOnce(Edits edits, Random random)
    {
        if (edits.Bytes.Count == 0)
        {
            edits.Insert();
            return;
        }

        switch (random.Next(14))
        {
            case 0:
                edits.FlipBits();
                break;
            case 1:
                edits.Fill();
                break;
            case 2:
                edits.Truncate();
                break;
            case 3:
                edits.Delete();
                break;
            case 4:
                edits.Duplicate();
                break;
            case 5:
                edits.Insert();
                break;
            case 6:
                edits.Splice(seeds[random.Next(seeds.Count)]);
                break;
            case 7:
                edits.SwapIds();
                break;
            case 8:
                var lender = random.Next(seeds.Count);
                edits.BorrowId(seeds[lender], _landmarks[lender]);
                break;
            case 9 or 10:
                edits.NudgeNumber();
                break;
            default:
                edits.WriteNumber();
                break;
        }
    }
}
