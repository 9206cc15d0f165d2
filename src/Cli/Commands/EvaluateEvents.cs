using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary><c>cryapi evaluate --stage events</c>: the found events of every clip against those of <c>events.csv</c>.</summary>
internal static class EvaluateEvents
{
    private static readonly AnalysisOptions Defaults = new();

    /// <summary>Judges all clips, prints the figures and writes what was asked for.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="events">The true events; null for <c>events.csv</c> in the dataset's folder. A clip without any has no cry.</param>
    /// <param name="options">How events are found.</param>
    /// <param name="cancellationToken">Stops between clips.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EvaluateRequest request, FileInfo? events, EventOptions options, CancellationToken cancellationToken)
    {
        var truth = EventTimes.Read(events?.FullName ?? request.Data.At("events.csv"), request.Data);
        var folds = request.Folds is { } folder
            ? ManifestFolds.Read(folder, request.Data) ?? FoldBundles.Read(folder, request.Data)
            : [new FoldBundles.Fold(0, request.Models.FullName, [.. request.Data.Clips.Select(c => c.Path)])];
        var judgements = new List<EventJudgement>();
        var failed = 0;
        foreach (var fold in folds)
        {
            using var pipeline = Failure.Load(fold.Folder, StageNames.Detection, options);
            if (pipeline is null)
                return Failure.BadModels;
            var part = request.Data.Where(c => fold.Clips.Contains(c.Path));
            var judged = new EventJudgement?[part.Clips.Count];
            failed += await ClipRunner.RunAsync(part, request.Jobs, async (i, bytes, token) =>
            {
                var detection = await pipeline.DetectAsync(bytes, Defaults, token);
                var clip = part.Clips[i];
                judged[i] = new EventJudgement(
                    clip,
                    fold.Number,
                    detection.Audio!.DurationSeconds,
                    [.. truth[clip.Path]],
                    [.. detection.Events.Select(e => new EventTimes(e.StartSeconds, e.EndSeconds))]);
            }, cancellationToken);
            judgements.AddRange(judged.OfType<EventJudgement>());
        }

        if (judgements.Count == 0)
            throw new InvalidDataException("No clip could be judged.");

        var report = EventReport.Of(judgements, FoldBundles.Protocol(request.Folds is null ? null : folds));
        EventTables.Print(report);
        await request.WriteAsync(report, cancellationToken);
        if (request.Scores is { } table)
            EventTables.Write(table.FullName, judgements);
        return failed == 0 ? 0 : Failure.BadInput;
    }
}
