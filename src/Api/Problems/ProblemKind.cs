namespace CryApi.Api;

/// <summary>One kind of problem.</summary>
/// <param name="Code">Stable name for programs.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Meaning">When it occurs, for the API's description.</param>
internal sealed record ProblemKind(string Code, int Status, string Title, string Meaning)
{
    /// <summary>The <c>type</c> member.</summary>
    public string Type => "urn:cryapi:problem:" + Code;

    /// <summary>Whether trying again later can help, so that the answer says when.</summary>
    public bool IsTemporary => Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;
}
