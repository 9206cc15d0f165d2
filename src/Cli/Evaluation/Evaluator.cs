using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>Lets one bundle or rival judge clips, several at a time.</summary>
internal sealed class Evaluator(Dataset dataset, int jobs)
{
    private static readonly AnalysisOptions Defaults = new();

    /// <summary>Judges the clips that have a detection label.</summary>
    public Task<(List<Judgement> Judgements, int Failed)> DetectAsync(
        IClipDetector detector, int fold, Predicate<DatasetClip> chosen, CancellationToken cancellationToken) =>
        JudgeAsync(
            clip => DetectionReport.LabelNames.IndexOf(clip.DetectLabel),
            chosen,
            async (clip, truth, bytes, token) =>
            {
                var verdict = await detector.JudgeAsync(bytes, token);
                return new Judgement(clip, fold, truth, verdict.IsCry ? 1 : 0, [1 - verdict.Probability, verdict.Probability])
                {
                    Seconds = verdict.Seconds,
                    Threshold = verdict.Threshold,
                };
            },
            cancellationToken);

    /// <summary>Judges the clips that have one of the classifier's types that are asked for.</summary>
    public Task<(List<Judgement> Judgements, int Failed)> ClassifyAsync(
        CryPipeline pipeline, AskedTypes types, (int Repeat, int Fold) place, Predicate<DatasetClip> chosen, CancellationToken cancellationToken) =>
        JudgeAsync(
            types.TruthOf,
            chosen,
            async (clip, truth, bytes, token) =>
            {
                var classification = await pipeline.ClassifyAsync(bytes, Defaults, token);
                var probabilities = types.Probabilities(classification.Probabilities);
                return new Judgement(clip, place.Fold, truth, Array.IndexOf(probabilities, probabilities.Max()), probabilities)
                {
                    Repeat = place.Repeat,
                    Calibrated = types.Calibrated(classification.Calibrated),
                };
            },
            cancellationToken);

    private async Task<(List<Judgement> Judgements, int Failed)> JudgeAsync(
        Func<DatasetClip, int> truthOf,
        Predicate<DatasetClip> chosen,
        Func<DatasetClip, int, byte[], CancellationToken, Task<Judgement>> judge,
        CancellationToken cancellationToken)
    {
        var part = dataset.Where(clip => truthOf(clip) >= 0 && chosen(clip));
        var judgements = new Judgement?[part.Clips.Count];
        var failed = await ClipRunner.RunAsync(
            part,
            jobs,
            async (i, bytes, token) => judgements[i] = await judge(part.Clips[i], truthOf(part.Clips[i]), bytes, token),
            cancellationToken);
        return ([.. judgements.OfType<Judgement>()], failed);
    }
}
