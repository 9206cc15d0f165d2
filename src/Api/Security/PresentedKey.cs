namespace CryApi.Api;

/// <summary>The key that a request names in <c>X-Api-Key</c> or as <c>Authorization: Bearer</c>.</summary>
internal static class PresentedKey
{
    public const string Header = "X-Api-Key";

    public const string Scheme = "Bearer";

    /// <summary>The key; null where there is none, or more than one: nobody could know which is meant.</summary>
    public static string? Of(HttpRequest request)
    {
        var own = request.Headers[Header];
        var authorization = request.Headers.Authorization;
        if (own.Count > 1 || authorization.Count > 1)
            return null;

        var key = own.Count == 1 ? own[0] : null;
        var bearer = authorization.Count == 1 ? Bearer(authorization[0]) : null;
        return key is null || bearer is null || key == bearer ? key ?? bearer : null;
    }

    /// <summary>What follows the scheme (RFC 6750 §2.1, RFC 9110 §11.1: its case does not matter); null for another scheme.</summary>
    private static string? Bearer(string? value)
    {
        const string Start = Scheme + " ";
        return value is not null && value.StartsWith(Start, StringComparison.OrdinalIgnoreCase) ? value[Start.Length..].Trim(' ') : null;
    }
}
