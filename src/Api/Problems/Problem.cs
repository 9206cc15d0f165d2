using System.Text.Json.Serialization;

namespace CryApi.Api;

/// <summary>An error as RFC 9457 problem details (<c>application/problem+json</c>).</summary>
/// <param name="Type">Identifies the kind of problem: <c>urn:cryapi:problem:</c> and the code.</param>
/// <param name="Title">The kind of problem in words; the same for every occurrence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request, in words.</param>
/// <param name="TraceId">Trace id of the request (W3C, 32 hexadecimal digits), to be found in the server's traces.</param>
/// <param name="Code">The kind of problem for programs. Codes are added, never renamed.</param>
/// <param name="Errors">For <c>invalid_parameter</c>: query parameter → what is wrong with it. Absent otherwise.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string TraceId,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null);
