namespace CryApi.Load.Tests;

/// <summary>Memory at one moment.</summary>
/// <param name="Seconds">Since the beginning.</param>
/// <param name="Resident">Bytes of the process that are really there.</param>
/// <param name="Children">The same of its children.</param>
internal readonly record struct MemoryPoint(double Seconds, long Resident, long Children)
{
    private const double Megabyte = 1_000_000;

    /// <summary>The process and its children, in MB.</summary>
    public double Total => (Resident + Children) / Megabyte;

    /// <summary>The process alone, in MB.</summary>
    public double Own => Resident / Megabyte;

    /// <summary>MB an hour that the process grows by: the slope of the line with the least squares.</summary>
    public static double SlopePerHour(IReadOnlyCollection<MemoryPoint> points)
    {
        if (points.Count < 2)
            return 0;
        var (time, memory) = (points.Average(point => point.Seconds), points.Average(point => point.Own));
        var (both, square) = (0.0, 0.0);
        foreach (var point in points)
        {
            both += (point.Seconds - time) * (point.Own - memory);
            square += (point.Seconds - time) * (point.Seconds - time);
        }

        return square == 0 ? 0 : 3_600 * both / square;
    }
}
