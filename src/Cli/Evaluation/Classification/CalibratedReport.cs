namespace CryApi.Cli;

/// <summary>What the calibrated part of the answers keeps of its promise.</summary>
/// <param name="Priors">Under the uniform prior of the types that occur, and under the corpus' own shares.</param>
/// <param name="Sets">The prediction sets.</param>
internal sealed record CalibratedReport(IReadOnlyList<PriorReport> Priors, SetReport Sets)
{
    /// <summary>Computes it; null where answers have no calibrated part.</summary>
    public static CalibratedReport? Of(TypeTable table)
    {
        if (!table.IsCalibrated)
            return null;
        double[] shares = [.. new TrivialRules(table.Truth, table.Labels.Count).Shares];
        var present = shares.Count(s => s > 0);
        double[] uniform = [.. shares.Select(s => s > 0 ? 1.0 / present : 0)];
        return new([PriorReport.Of(table, "uniform", uniform), PriorReport.Of(table, "shares", shares)], SetReport.Of(table));
    }
}
