using CryApi.Features;

namespace CryApi.Pipeline;

/// <summary>Where patches and windows lie in time: patch p starts at 0.48·p s and is 0.96 s long.</summary>
/// <param name="PatchCount">Patches of the clip, ≥ 1.</param>
/// <param name="DurationSeconds">Length of the clip in seconds; times are cut at it.</param>
/// <param name="Window">The detector's window.</param>
internal readonly record struct PatchTimeline(int PatchCount, double DurationSeconds, DetectionWindow Window)
{
    /// <summary>Seconds from one patch to the next.</summary>
    public const double HopSeconds = (double)PatchGeometry.HopSamples / PatchGeometry.SampleRate;

    /// <summary>Seconds that a patch stands for.</summary>
    public const double PatchSeconds = (double)PatchGeometry.Frames * PatchGeometry.FrameHop / PatchGeometry.SampleRate;

    /// <summary>Patches in one window of this clip: fewer than the detector's when the clip is shorter.</summary>
    public int PatchesPerWindow => Math.Min(Window.Patches, PatchCount);

    /// <summary>Windows: every hop from the start, and one more that ends with the last patch if none does.</summary>
    public int WindowCount => 1 + ((PatchCount - PatchesPerWindow + Window.HopPatches - 1) / Window.HopPatches);

    /// <summary>Pairs of neighbouring patches; a lone patch counts as one.</summary>
    public int PairCount => Math.Max(1, PatchCount - 1);

    /// <summary>Whether each window is a pair of neighbouring patches, and each such pair a window.</summary>
    public bool WindowsArePairs => Window is { Patches: 2, HopPatches: 1 };

    /// <summary>First patch of a window.</summary>
    public int FirstPatch(int window) => Math.Min(window * Window.HopPatches, PatchCount - PatchesPerWindow);

    /// <summary>Middle of a patch.</summary>
    public static double PatchCentre(int patch) => (patch * HopSeconds) + (PatchSeconds / 2);

    /// <summary>Start of a patch, cut at the clip's end.</summary>
    public double PatchStart(int patch) => Math.Round(Math.Min(patch * HopSeconds, DurationSeconds), 4);

    /// <summary>End of a patch, cut at the clip's end.</summary>
    public double PatchEnd(int patch) => Math.Round(Math.Min((patch * HopSeconds) + PatchSeconds, DurationSeconds), 4);
}
