namespace CryApi.Cli.Tests;

/// <summary>Scores, labels and weights that figures are known of from elsewhere.</summary>
internal static class FortyClips
{
    public static double[] Scores { get; } =
    [
        0.25, 0.73, 0.22, 0.24, 0.67, 0.69, 0.6, 0.83, 0.02, 0.53, 0.28, 0.07, 0.75, 0.7, 0.16, 0.47, 0.47, 0.81, 0.54, 0.16,
        0.62, 0.49, 0.76, 0.87, 0.32, 0.57, 0.91, 0.33, 0.64, 0.55, 0.61, 0.36, 0.77, 0.22, 0.65, 0.46, 0.67, 0.55, 0.71, 0.15,
    ];

    public static bool[] Labels { get; } =
    [
        .. new[]
        {
            1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0,
        }.Select(x => x == 1),
    ];

    public static int[] Weights { get; } =
    [
        3, 0, 0, 2, 0, 3, 1, 2, 3, 3, 1, 0, 1, 3, 2, 0, 3, 3, 3, 2, 3, 2, 2, 3, 2, 3, 1, 3, 3, 0, 2, 1, 0, 0, 1, 0, 2, 0, 2, 3,
    ];

    /// <summary>The same as judgements: threshold 0.5, 10 to 70 s long, ten groups of four clips, one column <c>quarter</c>.</summary>
    /// <param name="scoreOf">Another score for a clip, by index.</param>
    public static IReadOnlyList<Judgement> Judgements(Func<int, double>? scoreOf = null) =>
    [
        .. Enumerable.Range(0, Scores.Length).Select(i =>
        {
            var score = scoreOf is null ? Scores[i] : scoreOf(i);
            var clip = new DatasetClip
            {
                Path = $"{i}.wav",
                Group = $"g{i / 4}",
                Origin = "o",
                Columns = new Dictionary<string, string> { ["quarter"] = $"{i % 4}", ["label"] = Labels[i] ? "cry" : $"other {i % 4}" },
            };
            return new Judgement(clip, 0, Labels[i] ? 1 : 0, score >= 0.5 ? 1 : 0, [1 - score, score]) { Seconds = 10 * ((i % 7) + 1), Threshold = 0.5 };
        }),
    ];
}
