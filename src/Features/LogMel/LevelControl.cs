namespace CryApi.Features;

/// <summary>
/// Automatic level control of log-mel patches: how a model wants loud sound turned down before it listens. A patch's level is
/// 10·log10 of the mean square of its 96 × 64 mel magnitudes. Each patch is multiplied by the gain that brings the loudest patch
/// in its context to the target; what is quieter stays as it is.
/// </summary>
/// <param name="TargetDb">Highest level that is left as it is, dB; −100…100. A sine at full scale has about +27.</param>
/// <param name="ContextPatches">Patches on either side that are heard for the level, 0…100; one is 0.48 s.</param>
/// <remarks>
/// Takes away how loud a recording was, which tells of the recording and not of the cry. With a target of 0 dB, what is 60 dB below the
/// loudest patch sinks under the offset of the logarithm (<see cref="LogMelPatches.LogOffset"/>).
/// </remarks>
public sealed record LevelControl(double TargetDb, int ContextPatches)
{
    /// <summary>Whether both numbers are in range.</summary>
    public bool IsValid() => TargetDb is >= -100 and <= 100 && ContextPatches is >= 0 and <= 100;

    /// <summary>The gain for a patch.</summary>
    /// <param name="meanSquare">Mean square of the mel magnitudes of the loudest patch in its context, ≥ 0.</param>
    /// <returns>0…1.</returns>
    public float Gain(double meanSquare) =>
        (float)Math.Min(1, Math.Pow(10, TargetDb / 20) / Math.Sqrt(Math.Max(meanSquare, double.Epsilon)));
}
