namespace CryApi.Pipeline;

/// <summary>What a caller may set for one piece of audio. Every null means the model's own default.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Smallest clip probability that counts as a cry, 0…1. Default: the detector's, from the manifest.</summary>
    public double? DetectionThreshold { get; init; }

    /// <summary>Smallest confidence at which a type is named, 0…1. Default: the classifier's, from the manifest.</summary>
    public double? ClassificationThreshold { get; init; }

    /// <summary>What is known of the type before the cry is heard. Default: the pipeline's, <see cref="PipelineOptions.Prior"/>.</summary>
    public TypePrior? Prior { get; init; }

    /// <summary>Whether the probability of every window is part of the answer. Default false.</summary>
    public bool IncludeSegments { get; init; }
}
