using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>What came out for one file.</summary>
internal sealed record Answer(
    string File, Outcome? Outcome = null, Detection? Detection = null, Classification? Classification = null, Analysis? Analysis = null, string? Error = null)
{
    public static Answer Of(string file, Analysis analysis) =>
        new(file, analysis.Outcome, analysis.Detection, analysis.Classification, analysis);

    /// <summary>The service's answer beside the file's name.</summary>
    public object ToJson() => Error is not null
        ? new { file = File, error = Error }
        : new { file = File, answer = Analysis ?? Detection ?? (object?)Classification };
}
