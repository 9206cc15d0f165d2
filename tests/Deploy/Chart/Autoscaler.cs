using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>
/// Kubernetes' HorizontalPodAutoscaler as its documentation describes it: every 15 s replicas × use ÷ target, rounded up, unless it is within a tenth of
/// the target; scaling down to the most that was wanted within the window; both no faster than the policies allow.
/// </summary>
/// <param name="autoscaling">The values <c>autoscaling</c> of the chart.</param>
internal sealed class Autoscaler(JsonNode autoscaling)
{
    /// <summary>Seconds between two looks.</summary>
    public const int Period = 15;

    private const double Tolerance = 0.1;

    private readonly List<(int Time, int Wanted)> _wanted = [];
    private readonly List<(int Time, int Change)> _changes = [];
    private readonly double _target = (double)autoscaling["targetCPUUtilizationPercentage"]! / 100;
    private readonly int _fewest = (int)autoscaling["minReplicas"]!;
    private readonly int _most = (int)autoscaling["maxReplicas"]!;

    /// <summary>How many replicas there shall be.</summary>
    /// <param name="time">Now, s.</param>
    /// <param name="replicas">How many there are, those that start included.</param>
    /// <param name="ready">How many of them serve.</param>
    /// <param name="use">Mean use of what a ready one asks for, 0 to 1 and above.</param>
    public int Look(int time, int replicas, int ready, double use)
    {
        var ratio = use / _target;
        var wanted = Math.Abs(ratio - 1) <= Tolerance ? replicas : (int)Math.Ceiling(ratio * ready);

        // Those that don't serve yet count as idle where more are wanted: one load doesn't call for them twice, and doesn't send them away.
        if (ratio > 1)
            wanted = Math.Max(replicas, wanted);
        wanted = Math.Clamp(wanted, _fewest, _most);
        _wanted.Add((time, wanted));
        var next = wanted > replicas ? Math.Min(wanted, replicas + Allowed("scaleUp", time, replicas, 1))
            : Math.Max(Stabilized(time, wanted, replicas), replicas - Allowed("scaleDown", time, replicas, -1));
        if (next != replicas)
            _changes.Add((time, next - replicas));
        return next;
    }

    private int Stabilized(int time, int wanted, int replicas)
    {
        var window = (int)autoscaling["behavior"]!["scaleDown"]!["stabilizationWindowSeconds"]!;
        return Math.Min(replicas, Math.Max(wanted, _wanted.Where(look => look.Time > time - window).Select(look => look.Wanted).DefaultIfEmpty().Max()));
    }

    /// <summary>By how many pods the policies let the number change now.</summary>
    private int Allowed(string way, int time, int replicas, int sign)
    {
        var rules = autoscaling["behavior"]![way]!;
        var allowed = rules["policies"]!.AsArray().Select(policy =>
        {
            var changed = _changes.Where(change => Math.Sign(change.Change) == sign && change.Time > time - (int)policy!["periodSeconds"]!).Sum(change => Math.Abs(change.Change));
            var start = replicas - (sign * changed);
            var most = (string)policy!["type"]! == "Percent" ? (int)Math.Ceiling(start * (int)policy["value"]! / 100.0) : (int)policy["value"]!;
            return Math.Max(0, most - changed);
        });
        return (string?)rules["selectPolicy"] == "Min" ? allowed.Min() : allowed.Max();
    }
}
