using System.Text.Json.Serialization;

namespace CryApi.Cli;

/// <summary>One figure beside the trivial rule's.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">The service's; null where it can't be measured, as ranking within one class.</param>
/// <param name="Baseline">The trivial rule's; null where it has none.</param>
/// <param name="Low">Lower end of the 95 % interval by group, where one was made.</param>
/// <param name="High">Upper end.</param>
internal sealed record Figure(string Name, double? Value, double? Baseline, double? Low, double? High)
{
    /// <summary>What answers drawn by the classes' shares have, where that is told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Chance { get; init; }

    /// <summary>Standard deviation over the repeats of a cross-validation, where there are several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Deviation { get; init; }

    /// <summary>A figure whose value and interval may turn out to be no numbers.</summary>
    public static Figure Of(string name, double value, double? baseline, (double Low, double High)? interval = null) =>
        new(name, Known(value), baseline, Known(interval?.Low), Known(interval?.High));

    /// <summary>The number, or null where it is none.</summary>
    public static double? Known(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

/// <summary>What an evaluation found.</summary>
/// <param name="Stage"><c>detection</c> or <c>classification</c>.</param>
/// <param name="Protocol">How it was measured.</param>
/// <param name="Baseline">What the trivial rule is.</param>
/// <param name="Clips">Clips judged.</param>
/// <param name="Groups">Groups among them.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Labels">Names of the rows and columns of <paramref name="Confusion"/>.</param>
/// <param name="Confusion">[truth][answer] → clips.</param>
/// <param name="Slices">Share of the clips called right, by origin and label.</param>
internal record Report(
    string Stage,
    string Protocol,
    string Baseline,
    int Clips,
    int Groups,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<string> Labels,
    int[][] Confusion,
    IReadOnlyList<Slice> Slices);

/// <summary>One origin and label.</summary>
internal sealed record Slice(string Origin, string Label, int Clips, double Right, double MeanProbability);
