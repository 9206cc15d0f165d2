namespace CryApi.Cli;

/// <summary>Prediction sets.</summary>
/// <param name="Nominal">The coverage that is promised for the clips of each type.</param>
/// <param name="Figures"><c>coverage</c> and <c>size</c> (types in a set) of all clips and, with <c>_TYPE</c>, of each type; <c>idle</c>: share of
/// the sets that are empty or hold every type.</param>
internal sealed record SetReport(double Nominal, IReadOnlyList<Figure> Figures)
{
    /// <summary>Computes it.</summary>
    public static SetReport Of(TypeTable table)
    {
        SetSample[] repeats = [.. table.Repeats.Select(r => new SetSample(table.Truth, [.. r.Select(j => j.Calibrated!.Set)]))];
        int[] present = [.. table.Truth.Distinct().Order()];
        var nominal = table.Repeats.SelectMany(r => r).Average(j => j.Calibrated!.Coverage);
        return new(
            nominal,
            RepeatedFigures.Of<SetSample>(
                table.Groups,
                repeats,
                [
                    new("coverage", s => s.Coverage(null), nominal),
                    .. present.Select(l => new RepeatedFigure<SetSample>($"coverage_{table.Labels[l]}", s => s.Coverage(l), nominal)),
                    new("size", s => s.Size(null)),
                    .. present.Select(l => new RepeatedFigure<SetSample>($"size_{table.Labels[l]}", s => s.Size(l))),
                    new("idle", s => s.Idle()),
                ]));
    }
}
