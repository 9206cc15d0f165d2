using System.Diagnostics;
using CryApi.Audio;

namespace CryApi.Cli;

/// <summary>What a system costs.</summary>
/// <param name="MillisecondsPerSecond">Wall time per second of audio: decoding and judging, one clip at a time, on one thread.</param>
/// <param name="Clips">Clips it was measured on.</param>
/// <param name="Seconds">How long they last together.</param>
internal sealed record Cost(double MillisecondsPerSecond, int Clips, double Seconds)
{
    private const int Rounds = 3;

    /// <summary>Judges clips one after the other, once to warm up and then three times, of which the fastest counts: what else the
    /// machine does can only slow it down. Reading the file is not in it.</summary>
    /// <param name="detector">The system, or one of its folds: their graphs are of one shape.</param>
    /// <param name="dataset">The clips.</param>
    /// <param name="most">How many are used at most, evenly spread.</param>
    /// <param name="cancellationToken">Stops between clips.</param>
    /// <returns>Null where no clip can be judged.</returns>
    public static async Task<Cost?> MeasureAsync(IClipDetector detector, Dataset dataset, int most, CancellationToken cancellationToken)
    {
        var count = Math.Min(most, dataset.Clips.Count);
        DatasetClip[] chosen = [.. Enumerable.Range(0, count).Select(i => dataset.Clips[(int)((long)i * dataset.Clips.Count / count)])];
        Cost? best = null;
        for (var round = 0; round <= Rounds; round++)
        {
            var cost = await RoundAsync(detector, dataset, chosen, cancellationToken);
            if (round > 0 && cost is not null && !(best?.MillisecondsPerSecond <= cost.MillisecondsPerSecond))
                best = cost;
        }

        return best;
    }

    private static async Task<Cost?> RoundAsync(
        IClipDetector detector, Dataset dataset, IReadOnlyList<DatasetClip> chosen, CancellationToken cancellationToken)
    {
        var watch = new Stopwatch();
        var seconds = 0.0;
        var judged = 0;
        foreach (var clip in chosen)
        {
            try
            {
                var bytes = await dataset.ReadAsync(clip, cancellationToken);
                watch.Start();
                var verdict = await detector.JudgeAsync(bytes, cancellationToken);
                watch.Stop();
                seconds += verdict.Seconds;
                judged++;
            }
            catch (Exception e) when (e is AudioException or IOException)
            {
                // Told when the clip was judged; the time until it was refused is of no clip.
                watch.Stop();
            }
        }

        return seconds > 0 ? new Cost(watch.Elapsed.TotalMilliseconds / seconds, judged, seconds) : null;
    }
}
