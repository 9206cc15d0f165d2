namespace CryApi.Cli;

/// <summary>How much one system's figures are above another's on the same clips.</summary>
/// <param name="System">The one.</param>
/// <param name="Against">The other.</param>
/// <param name="Differences">The one's figure − the other's; the interval pairs them resample by resample.</param>
internal sealed record Comparison(string System, string Against, IReadOnlyList<Figure> Differences)
{
    /// <summary>Compares two reports of the same clips.</summary>
    public static Comparison Of(DetectionReport system, DetectionReport against) => new(
        system.System,
        against.System,
        [
            .. system.Figures.Zip(against.Figures, (one, other) => Figure.Of(
                one.Name,
                one.Value - other.Value ?? double.NaN,
                0,
                GroupBootstrap.Interval(system.Samples[one.Name].Zip(against.Samples[one.Name], (a, b) => a - b)))),
        ]);
}
