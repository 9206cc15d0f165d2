using System.Diagnostics.Metrics;

namespace CryApi.Api;

/// <summary>Requests that were turned away for what they ask of the server and not for what is in them, by reason: <c>cryapi.rejections</c>.</summary>
internal sealed class Rejections(Meter meter)
{
    /// <summary>No room for the body.</summary>
    public const string Memory = "memory";

    /// <summary>No decoder could be run.</summary>
    public const string Decoder = "decoder";

    private static readonly ProblemKind[] Kinds = [ProblemKinds.Unauthorized, ProblemKinds.RateLimited, ProblemKinds.Overloaded, ProblemKinds.NotReady];

    private readonly CompleteCounter _counter = new(
        meter, "cryapi.rejections", "{request}", "Requests turned away, by reason.", "reason", [.. Kinds.Select(kind => kind.Code), Memory, Decoder]);

    /// <summary>Counts the problem if it is a rejection.</summary>
    public void Add(ProblemException problem)
    {
        if (Kinds.Contains(problem.Kind))
            _counter.Add(problem.Reason);
    }
}
