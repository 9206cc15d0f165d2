using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>Half an hour of the mix at 70 % of the peak.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const double Share = 0.7;
    private const double MostMemory = 600;

    // Callers who don't know of each other sometimes come sixteen at once, or behind clips of a minute: then the queue is full for a moment.
    private const double MostShed = 0.001;

    // MB an hour. What a collector may happen to hold at the end and not at the beginning of 25 minutes is more than nothing; at 20 requests a second
    // a leak of 280 bytes in each would be as much.
    private const double MostSlope = 20;

    // The last 12 of 30 minutes, by when all that fills slowly has filled.
    private const double LateShare = 0.4;

    // As often as the service gives memory back: the least in between is what it keeps.
    private const double KeptSeconds = 60;

    private const int RowsOfMemory = 10;

    [Fact]
    public async Task Memory_does_not_grow()
    {
        var deck = RequestMix.Mixed;
        await using var bench = await LoadBench.StartAsync(deck);
        using var client = new LoadClient(bench.Address);
        var peak = await new ClosedLoop(4).RunAsync("4 clients", client, deck, LoadScale.Seconds(30, 2));

        var length = LoadScale.Seconds(1_800, 5);
        await using var watch = new ServiceWatch(bench.Service.Id, length / 600);
        var soak = await new OpenLoop(Share * peak.Goodput, Seed: 7).RunAsync("70 % of the peak", client, deck, length);
        var processor = watch.ProcessorSeconds / watch.Seconds;
        var points = watch.Memory;
        var settled = points.Where(point => point.Seconds >= length.TotalSeconds / 6).ToArray();
        var slope = MemoryPoint.SlopePerHour(settled);
        var late = points.Where(point => point.Seconds >= (1 - LateShare) * length.TotalSeconds).ToArray();
        var kept = settled.GroupBy(point => (int)(point.Seconds / KeptSeconds)).Select(minute => minute.MinBy(point => point.Own)).ToArray();
        var largest = points.Max(point => point.Total);
        var shed = soak.Count(answer => answer.IsShed);

        new Section(2, "Soak")
            .Say($"Memory over time; decoders are children that live for the file that they decode. The service took {100 * processor:F0} % of a processor. Over the last {LateShare * length.TotalMinutes:F1} min the service alone grew by {MemoryPoint.SlopePerHour(late):F1} MB/h by least squares; what it keeps, the least of each minute after the first sixth, by {MemoryPoint.SlopePerHour(kept):F1} MB/h.")
            .Table(["after", "service", "with decoders"], Rows(points, length))
            .Runs(peak, soak)
            .MustKeepContract(soak)
            .MustWhenQuiet($"shed at most one of {1 / MostShed:N0}", $"{shed} of {soak.Samples.Count:N0}", shed <= MostShed * soak.Samples.Count)
            .MustWhenQuiet("memory, decoders included", $"at most {largest:F0} MB, {MostMemory} allowed", largest < MostMemory)
            .MustWhenQuiet(
                "memory of the service alone does not grow after the first sixth of the time",
                $"{slope:F1} MB/h by least squares over {settled.Length} points in {length.TotalMinutes * 5 / 6:F1} min, {MostSlope} allowed", slope < MostSlope)
            .MustNotComplain(bench)
            .Finish(output);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<MemoryPoint> points, TimeSpan length)
    {
        for (var row = 0; row <= RowsOfMemory; row++)
        {
            var at = length.TotalSeconds * row / RowsOfMemory;
            var point = points.MinBy(point => Math.Abs(point.Seconds - at));
            yield return
            [
                string.Create(CultureInfo.InvariantCulture, $"{point.Seconds:F0} s"),
                string.Create(CultureInfo.InvariantCulture, $"{point.Own:F0} MB"),
                string.Create(CultureInfo.InvariantCulture, $"{point.Total:F0} MB"),
            ];
        }
    }
}
