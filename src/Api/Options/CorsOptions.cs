namespace CryApi.Api;

/// <summary>Which web pages may call the service from a browser: the section <c>Cors</c> of the configuration.</summary>
public sealed class CorsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Cors";

    /// <summary>Every origin, where it stands alone.</summary>
    internal const string Any = "*";

    /// <summary>
    /// Origins as a browser sends them, <c>https://app.example.com</c> or <c>http://localhost:5173</c>, or <c>*</c> alone for every one. Default none:
    /// no page of another origin reads an answer.
    /// </summary>
    public IReadOnlyList<string> Origins { get; set; } = [];
}
