namespace CryApi.Pipeline;

/// <summary>Keys of <see cref="ModelManifest.Stages"/>.</summary>
public static class StageNames
{
    /// <summary>Log-mel patches → embedding.</summary>
    public const string Embedding = "embedding";

    /// <summary>Statistics of a window's embeddings → probability of a cry.</summary>
    public const string Detector = "detector";

    /// <summary>Cry features → probabilities of the types.</summary>
    public const string Classifier = "classifier";

    /// <summary>What a complete bundle holds.</summary>
    public static IReadOnlyList<string> All { get; } = [Embedding, Detector, Classifier];

    /// <summary>What detection needs.</summary>
    public static IReadOnlyList<string> Detection { get; } = [Embedding, Detector];
}
