using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>What is measured: one bundle, the bundles of a cross-validation, or a rule without training.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Protocol">How it is measured, in words.</param>
/// <param name="Parts">Its detectors, each for its own clips.</param>
internal sealed record DetectionSystem(string Name, string Protocol, IReadOnlyList<DetectionSystem.Part> Parts)
{
    /// <summary>Names of the rules without training.</summary>
    public static string[] Rivals { get; } = ["energy", "always"];

    /// <summary>A detector and the clips that it may judge.</summary>
    /// <param name="Fold">Number of the fold; 0 where there is one part only.</param>
    /// <param name="Judges">Whether it judges a clip.</param>
    /// <param name="Load">Loads it; null, after a line on standard error, where its bundle can't be used.</param>
    internal sealed record Part(int Fold, Predicate<DatasetClip> Judges, Func<IClipDetector?> Load);

    /// <summary>A bundle, or a folder of fold bundles.</summary>
    public static DetectionSystem OfFolder(string name, DirectoryInfo folder, Dataset dataset) =>
        folder.Exists && folder.EnumerateDirectories("fold-*").Any() ? OfFolds(name, folder, dataset) : OfBundle(name, folder);

    /// <summary>One bundle for all clips.</summary>
    public static DetectionSystem OfBundle(string name, DirectoryInfo folder) =>
        new(name, FoldBundles.Protocol(null), [new Part(0, _ => true, () => Load(folder.FullName))]);

    /// <summary>Fold bundles, each for the clips that it was kept from.</summary>
    public static DetectionSystem OfFolds(string name, DirectoryInfo folder, Dataset dataset)
    {
        var folds = FoldBundles.Read(folder, dataset);
        return new(name, FoldBundles.Protocol(folds), [.. folds.Select(f => new Part(f.Number, c => f.Clips.Contains(c.Path), () => Load(f.Folder)))]);
    }

    /// <summary>A rule without training.</summary>
    public static DetectionSystem OfRival(string name) => name switch
    {
        "energy" => new(
            name,
            "no training: highest RMS level over windows of 0.96 s, -80 to 0 dBFS scored as 0 to 1, threshold -40 dBFS",
            [new Part(0, _ => true, () => new Rival(EnergyGate.Score, EnergyGate.Threshold))]),
        "always" => new(name, "no training: every clip is a cry", [new Part(0, _ => true, () => new Rival(_ => 1, 0.5))]),
        _ => throw new ArgumentException($"There is no rival '{name}'.", nameof(name)),
    };

    private static BundleDetector? Load(string folder) =>
        Failure.Load(folder, StageNames.Detection) is { } pipeline ? new BundleDetector(pipeline) : null;
}
