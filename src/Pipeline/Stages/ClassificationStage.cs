using CryApi.Features.Cry;

namespace CryApi.Pipeline;

/// <summary>Stage 2: the 111 cry features of a stretch of audio → probabilities of the types.</summary>
internal sealed class ClassificationStage(OnnxModel classifier)
{
    private readonly IReadOnlyList<string> _labels = classifier.Stage.Labels!;

    /// <summary>The threshold where the caller gives none.</summary>
    public double DefaultThreshold { get; } = classifier.Stage.DefaultThreshold!.Value;

    /// <summary>The classifier, for answers.</summary>
    public ModelReference Model { get; } = classifier.Reference;

    /// <summary>Classifies one stretch.</summary>
    /// <param name="samples">Mono, 16 kHz, not empty.</param>
    /// <param name="cancellationToken">Honoured between features and model.</param>
    /// <returns>Type → probability, in the order of the labels; the sum is 1.</returns>
    public IReadOnlyDictionary<string, double> Classify(ReadOnlySpan<float> samples, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var features = new float[CryFeatureExtractor.FeatureCount];
        CryFeatureExtractor.Shared.Extract(samples, features);
        cancellationToken.ThrowIfCancellationRequested();

        var scores = new float[_labels.Count];
        classifier.Run(features, scores);

        // The graph's float rounding must not show in a sum that is promised to be 1.
        var total = 0.0;
        foreach (var score in scores)
            total += score;
        var probabilities = new OrderedDictionary<string, double>(_labels.Count);
        for (var i = 0; i < scores.Length; i++)
            probabilities.Add(_labels[i], scores[i] / total);
        return probabilities;
    }
}
