using System.Diagnostics.Metrics;

namespace CryApi.Api;

/// <summary>
/// Requests that were turned away for what they ask of the server and not for what is in them, by reason: <c>cryapi.rejections</c>. Every reason is
/// told from the start, at 0, so that the first one shows as a rise.
/// </summary>
internal sealed class Rejections
{
    /// <summary>No room for the body.</summary>
    public const string Memory = "memory";

    /// <summary>No decoder could be run.</summary>
    public const string Decoder = "decoder";

    private static readonly ProblemKind[] Kinds = [ProblemKinds.Unauthorized, ProblemKinds.RateLimited, ProblemKinds.Overloaded, ProblemKinds.NotReady];

    private readonly Dictionary<string, Count> _counts =
        Kinds.Select(kind => kind.Code).Append(Memory).Append(Decoder).ToDictionary(reason => reason, _ => new Count());

    public Rejections(Meter meter) => meter.CreateObservableCounter(
        "cryapi.rejections",
        () => _counts.Select(count => new Measurement<long>(count.Value.Read(), new KeyValuePair<string, object?>("reason", count.Key))),
        "{request}",
        "Requests turned away, by reason.");

    /// <summary>Counts the problem if it is a rejection.</summary>
    public void Add(ProblemException problem)
    {
        if (Kinds.Contains(problem.Kind) && _counts.TryGetValue(problem.Reason, out var count))
            count.Add();
    }

    private sealed class Count
    {
        private long _value;

        public long Read() => Interlocked.Read(ref _value);

        public void Add() => Interlocked.Increment(ref _value);
    }
}
