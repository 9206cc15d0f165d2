namespace CryApi.Features;

/// <summary>Where a cry is in a scene.</summary>
/// <param name="Start">Start, seconds from the start of the scene.</param>
/// <param name="Seconds">Length, seconds.</param>
public sealed record CryPlacement(double Start, double Seconds)
{
    /// <summary>End, seconds from the start of the scene.</summary>
    public double End => Start + Seconds;
}
