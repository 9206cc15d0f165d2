namespace CryApi.Api;

/// <summary>Ends a request with a problem.</summary>
/// <param name="kind">What kind of problem.</param>
/// <param name="detail">What is wrong with this request; shown to the caller.</param>
/// <param name="errors">Query parameter → messages, for <see cref="ProblemKinds.InvalidParameter"/>.</param>
/// <param name="retryAfter">When trying again makes sense, for a kind that is temporary; null for soon.</param>
internal sealed class ProblemException(
    ProblemKind kind, string detail, IReadOnlyDictionary<string, string[]>? errors = null, TimeSpan? retryAfter = null)
    : Exception(detail)
{
    public ProblemKind Kind { get; } = kind;

    public IReadOnlyDictionary<string, string[]>? Errors { get; } = errors;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Which shortage it is, for metrics, where several have the same kind. Default: the kind's code.</summary>
    public string Reason { get; init; } = kind.Code;
}
