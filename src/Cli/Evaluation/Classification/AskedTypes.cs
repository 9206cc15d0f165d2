using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>
/// The types that clips are judged on, and what a bundle with labels of its own can say of them. A clip whose type is not asked for, or
/// that the bundle doesn't know, is left out; a type that the bundle doesn't know has the probability 0.
/// </summary>
/// <param name="labels">The types asked for.</param>
/// <param name="known">The bundle's labels.</param>
internal sealed class AskedTypes(IReadOnlyList<string> labels, IReadOnlyList<string> known)
{
    // Where the bundle is asked for exactly what it knows its numbers stand as they are.
    private readonly int[]? _places = labels.SequenceEqual(known) ? null : [.. labels.Select(known.IndexOf)];

    /// <summary>The types asked for.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>Index of the clip's type among <see cref="Labels"/>; −1 where it is left out.</summary>
    public int TruthOf(DatasetClip clip) => known.IndexOf(clip.TypeLabel) < 0 ? -1 : labels.IndexOf(clip.TypeLabel);

    /// <summary>The bundle's probabilities over <see cref="Labels"/>, with a sum of 1.</summary>
    public double[] Probabilities(IReadOnlyDictionary<string, double> answered)
    {
        double[] all = [.. known.Select(label => answered[label])];
        return _places is null ? all : TypePosterior.Restrict(all, _places);
    }

    /// <summary>The calibrated part over <see cref="Labels"/>, answered under the uniform prior; null where there is none.</summary>
    public CalibratedJudgement? Calibrated(CalibratedTypes? answered)
    {
        if (answered is null)
            return null;
        var posterior = Probabilities(answered.Probabilities);
        return new CalibratedJudgement(
            posterior,
            _places is null ? (int)answered.Evidence : TypePosterior.EvidenceOf(posterior),
            [.. labels.Select(answered.PredictionSet.Contains)],
            answered.Coverage);
    }
}
