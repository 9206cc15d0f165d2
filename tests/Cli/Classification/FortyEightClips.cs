namespace CryApi.Cli.Tests;

/// <summary>
/// 48 clips of the types x, y, z in 19 groups with answers of two repeats, from a generator that any language has: x ← (1103515245·x + 12345)
/// mod 2³¹, of which the upper bits are taken. In Python, with the figures of <c>sklearn.metrics</c> 1.2.1 on <c>P[repeat]</c>:
/// <code>
/// def numbers(x):
///     while True:
///         x = (x * 1103515245 + 12345) % 2**31
///         yield x // 65536
/// g, group, truth, name = numbers(10), [], [], 0
/// while len(group) &lt; 48:
///     for _ in range(min(1 + next(g) % 4, 48 - len(group))):
///         group.append(name); truth.append([0, 0, 0, 1, 1, 2][next(g) % 6])
///     name += 1
/// P = np.array([[[1 + next(g) % 97 + 40 * (k == truth[i]) for k in range(3)] for i in range(48)] for r in range(2)], float)
/// P /= P.sum(2, keepdims=True)
/// </code>
/// A mean over repeats is <c>np.mean([f(P[0]), f(P[1])])</c>, a deviation <c>np.std([f(P[0]), f(P[1])], ddof=1)</c>.
/// </summary>
internal static class FortyEightClips
{
    public const int Clips = 48;
    public const int Repeats = 2;

    public static IReadOnlyList<string> Labels { get; } = ["x", "y", "z"];

    public static int[] Truth { get; } = new int[Clips];

    public static string[] Groups { get; } = new string[Clips];

    /// <summary>[repeat][clip][type]</summary>
    public static double[][][] Probabilities { get; }

    static FortyEightClips()
    {
        var x = 10L;
        int Next(int below)
        {
            x = ((x * 1103515245) + 12345) % (1L << 31);
            return (int)(x / 65536 % below);
        }

        for (int clip = 0, group = 0; clip < Clips; group++)
        {
            for (var left = Math.Min(1 + Next(4), Clips - clip); left > 0; left--, clip++)
            {
                Groups[clip] = $"g{group}";
                Truth[clip] = new[] { 0, 0, 0, 1, 1, 2 }[Next(6)];
            }
        }

        Probabilities = new double[Repeats][][];
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            Probabilities[repeat] = new double[Clips][];
            for (var clip = 0; clip < Clips; clip++)
            {
                double[] scores = [.. Enumerable.Range(0, 3).Select(type => 1.0 + Next(97) + (type == Truth[clip] ? 40 : 0))];
                Probabilities[repeat][clip] = [.. scores.Select(s => s / scores.Sum())];
            }
        }
    }

    /// <summary>The answers as judgements; the prediction set holds the types of 0.3 or more, the posterior is the probabilities.</summary>
    /// <param name="probabilitiesOf">Others, by repeat and clip.</param>
    /// <param name="repeats">How many repeats; more than two begin anew.</param>
    public static List<Judgement> Judgements(Func<int, int, double[]>? probabilitiesOf = null, int repeats = Repeats) =>
    [
        .. from repeat in Enumerable.Range(0, repeats)
           from clip in Enumerable.Range(0, Clips)
           let p = probabilitiesOf?.Invoke(repeat, clip) ?? Probabilities[repeat % Repeats][clip]
           select new Judgement(
               new DatasetClip { Path = $"{clip}.wav", Group = Groups[clip], Origin = "o" }, clip % 5, Truth[clip], Array.IndexOf(p, p.Max()), p)
           {
               Repeat = repeat,
               Calibrated = new CalibratedJudgement(p, TypePosterior.EvidenceOf(p), [.. p.Select(v => v >= 0.3)], 0.9),
           },
    ];
}
