using CryApi.Features.Cry;

namespace CryApi.Pipeline;

/// <summary>Stage 2: the 111 cry features of a stretch of audio → probabilities of the types.</summary>
internal sealed class ClassificationStage
{
    private readonly OnnxModel _classifier;
    private readonly IReadOnlyList<string> _labels;
    private readonly TypePrior _prior;

    /// <summary>Creates the stage.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="prior">Prior where the caller gives none; null for the uniform one.</param>
    public ClassificationStage(OnnxModel classifier, TypePrior? prior)
    {
        _classifier = classifier;
        _labels = classifier.Stage.Labels!;
        _prior = prior ?? TypePrior.Uniform(_labels);
        DefaultThreshold = classifier.Stage.DefaultThreshold!.Value;
        Model = classifier.Reference;
    }

    /// <summary>The threshold where the caller gives none.</summary>
    public double DefaultThreshold { get; }

    /// <summary>The classifier, for answers.</summary>
    public ModelReference Model { get; }

    /// <summary>Classifies one stretch.</summary>
    /// <param name="samples">Mono, 16 kHz, not empty.</param>
    /// <param name="prior">What the caller knows beforehand; null for the stage's own.</param>
    /// <param name="cancellationToken">Honoured between features and model.</param>
    public TypeScores Classify(ReadOnlySpan<float> samples, TypePrior? prior, CancellationToken cancellationToken)
    {
        prior ??= _prior;
        if (!prior.Shares.Keys.SequenceEqual(_labels))
            throw new ArgumentException("The prior is of other types than the classifier's.", nameof(prior));
        cancellationToken.ThrowIfCancellationRequested();
        var features = new float[CryFeatureExtractor.FeatureCount];
        Extract(samples, features);
        cancellationToken.ThrowIfCancellationRequested();

        var votes = new float[_labels.Count];
        var inference = new StepClock();
        inference.Start();
        if (_classifier.Stage.Calibration is not { } calibration)
        {
            _classifier.Run(features, votes, cancellationToken);
            inference.Stop();
            PipelineMeter.AddInference(StageNames.Classifier, inference);
            return new TypeScores(Named(Shares(votes)), null);
        }

        var (posterior, inSet) = (new float[votes.Length], new float[votes.Length]);
        _classifier.Run(features, [votes, posterior, inSet], cancellationToken);
        inference.Stop();
        PipelineMeter.AddInference(StageNames.Classifier, inference);

        // Under the uniform prior it is the likelihood up to a factor.
        var likelihood = Array.ConvertAll(posterior, p => (double)p);
        return new TypeScores(
            Named(Shares(votes)),
            new CalibratedTypes(
                Named(Bayes.Posterior(likelihood, prior.Values)),
                prior.Shares,
                Bayes.Strength(Bayes.LargestFactor(likelihood)),
                [.. _labels.Where((_, i) => inSet[i] > 0.5f)],
                calibration.Coverage));
    }

    private static void Extract(ReadOnlySpan<float> samples, Span<float> features)
    {
        var clock = new StepClock();
        clock.Start();
        CryFeatureExtractor.Shared.Extract(samples, features);
        clock.Stop();
        PipelineTrace.AddFeatures(StageNames.Classifier, clock);
        PipelineMeter.AddFeatures(StageNames.Classifier, clock);
    }

    /// <summary>The graph's float rounding must not show in a sum that is promised to be 1.</summary>
    private static double[] Shares(float[] votes)
    {
        var total = 0.0;
        foreach (var vote in votes)
            total += vote;
        return Array.ConvertAll(votes, vote => vote / total);
    }

    private OrderedDictionary<string, double> Named(double[] values)
    {
        var named = new OrderedDictionary<string, double>(values.Length);
        for (var i = 0; i < values.Length; i++)
            named.Add(_labels[i], values[i]);
        return named;
    }
}
