namespace CryApi.Cli;

/// <summary>Several systems on the same clips.</summary>
/// <param name="Against">The system that the others are held against.</param>
/// <param name="Systems">What was found of each, this one included.</param>
/// <param name="Comparisons">The differences of the others to it.</param>
internal sealed record ComparisonReport(string Against, IReadOnlyList<DetectionReport> Systems, IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>Compares the reports of the same clips.</summary>
    public static ComparisonReport Of(IReadOnlyList<DetectionReport> systems, string against)
    {
        var reference = systems.Single(s => s.System == against);
        return new(against, systems, [.. systems.Where(s => s != reference).Select(s => Comparison.Of(s, reference))]);
    }
}
