namespace CryApi.Load.Tests;

/// <summary>What became of one request.</summary>
/// <param name="Status">The HTTP status; 0 where no answer came.</param>
/// <param name="Outcome">Status and problem code, e.g. <c>503 overloaded</c>; just <c>200</c> for a result; else what broke: <c>refused</c>, <c>broken</c>, <c>hang</c>.</param>
/// <param name="HasRetryAfter">Whether it says when to come back.</param>
/// <param name="IsExpected">Whether it is, byte for byte, what the same request gets of an idle service; for a problem: the same status and code.</param>
internal readonly record struct Answer(int Status, string Outcome, bool HasRetryAfter, bool IsExpected)
{
    /// <summary>The connection could not be made.</summary>
    public const string Refused = "refused";

    /// <summary>The connection ended before the answer did.</summary>
    public const string Broken = "broken";

    /// <summary>No answer came in the time that there is for it.</summary>
    public const string Hang = "hang";

    /// <summary>A 503 or 429: the service may say it to anything, but must say when to come back.</summary>
    public bool IsShed => Status is 503 or 429;

    /// <summary>A result.</summary>
    public bool IsGood => Status == 200;

    /// <summary>Whether the contract has this answer for this request: the right one, or "come back later".</summary>
    public bool KeepsContract => IsExpected || (IsShed && HasRetryAfter);
}
