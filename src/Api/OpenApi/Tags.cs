namespace CryApi.Api;

/// <summary>The groups of operations.</summary>
internal static class Tags
{
    public const string Analysis = "Analysis";
    public const string Models = "Models";
    public const string Operations = "Operations";
}
