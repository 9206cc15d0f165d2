namespace CryApi.Features;

/// <summary>A sound made by formula, and when something happens in it.</summary>
/// <param name="Samples">Mono samples within −1…1.</param>
/// <param name="SampleRate">Samples per second, Hz.</param>
/// <param name="Events">
/// Where there is crying, in seconds from the start, in order and without overlap; empty for sounds that are no cry.
/// </param>
public sealed record SynthesizedSound(float[] Samples, int SampleRate, IReadOnlyList<(double Start, double End)> Events)
{
    /// <summary>Length in seconds.</summary>
    public double Seconds => (double)Samples.Length / SampleRate;
}
