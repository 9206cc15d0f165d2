using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>A day of requests on replicas that the autoscaler of the chart starts and stops, second by second.</summary>
internal static class ScalingDay
{
    /// <summary>Seconds of a day.</summary>
    public const int Seconds = 86_400;

    // Scheduling, the image that is there already, the start (1.5 to 2 s), a look of the probe.
    private const int StartSeconds = 10;

    // What the metrics of a pod are old: kubelet and metrics server look every 15 s each.
    private const int MetricsSeconds = 30;

    // As many as wait for each that is worked on: Limits:MaxQueueLength.
    private const int Queue = 16;

    private static readonly double s_meanShape = Enumerable.Range(0, Seconds / 60).Average(minute => Shape(minute / 60.0));

    /// <summary>Requests a second at a second of the day.</summary>
    /// <param name="second">Of the day.</param>
    /// <param name="mean">Requests a second over the day.</param>
    public static double Rate(int second, double mean) => mean * Shape(second / 3_600.0) / s_meanShape;

    /// <summary>Runs it.</summary>
    /// <param name="autoscaling">The values <c>autoscaling</c> of the chart.</param>
    /// <param name="perDay">Requests of the day.</param>
    /// <param name="cost">Seconds of a processor that one takes.</param>
    /// <param name="cores">Processors of a replica.</param>
    public static ScalingResult Run(JsonNode autoscaling, double perDay, double cost, double cores)
    {
        var scaler = new Autoscaler(autoscaling);
        var (mean, fewest) = (perDay / Seconds, (int)autoscaling["minReplicas"]!);
        var (replicas, waiting, shed, hours, most) = (fewest, 0.0, 0.0, 0.0, fewest);
        var readyAt = new List<int>();
        var use = new Queue<double>();
        for (var second = 0; second < Seconds; second++)
        {
            var ready = replicas - readyAt.Count(at => at > second);
            var capacity = ready * cores / cost;
            var offered = waiting + Rate(second, mean);
            var done = Math.Min(offered, capacity);
            waiting = offered - done;
            var room = Queue * cores * ready;
            shed += Math.Max(0, waiting - room);
            waiting = Math.Min(waiting, room);
            use.Enqueue(done / capacity);
            if (use.Count > MetricsSeconds)
                use.Dequeue();
            hours += replicas * cores / 3_600;
            if (second % Autoscaler.Period != 0 || second < MetricsSeconds)
                continue;
            var next = scaler.Look(second, replicas, ready, use.Average());
            readyAt.RemoveAll(at => at <= second);
            if (next > replicas)
                readyAt.AddRange(Enumerable.Repeat(second + StartSeconds, next - replicas));
            (replicas, most) = (next, Math.Max(most, next));
        }

        return new ScalingResult(shed / perDay, hours, most);
    }

    // A quiet night, a morning, an evening that is the peak, and five minutes of twice as much.
    private static double Shape(double hour)
    {
        static double Hill(double hour, double at, double width) => Math.Exp(-Math.Pow((hour - at) / width, 2));
        var ordinary = 0.35 + (0.9 * Hill(hour, 7.5, 1.8)) + (0.6 * Hill(hour, 13, 3)) + (1.6 * Hill(hour, 19.5, 2.6));
        return hour is >= 10 and < 10 + (5 / 60.0) ? 2 * ordinary : ordinary;
    }
}

/// <summary>What a day came to.</summary>
/// <param name="Shed">Share of the requests that were refused.</param>
/// <param name="CoreHours">Processors × hours that were paid.</param>
/// <param name="Most">Most replicas at once.</param>
internal sealed record ScalingResult(double Shed, double CoreHours, int Most);
