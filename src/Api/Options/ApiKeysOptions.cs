namespace CryApi.Api;

/// <summary>Who may ask: the section <c>ApiKeys</c> of the configuration. Without a key everybody may.</summary>
public sealed class ApiKeysOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "ApiKeys";

    /// <summary>Keys that hold as long as the process lives. Default none.</summary>
    public IReadOnlyList<ApiKeyEntry> Keys { get; set; } = [];

    /// <summary>
    /// A JSON file with more keys, <c>{ "Keys": [ { "Name": "…", "Sha256": "…" } ] }</c>, that is read again while the service runs. It must be
    /// there at the start. Default empty: none.
    /// </summary>
    public string File { get; set; } = "";

    /// <summary>Seconds between two looks at <see cref="File"/>. Default 5.</summary>
    public double ReloadSeconds { get; set; } = 5;
}

/// <summary>One key. Only its hash is kept: whoever reads the configuration can't use it.</summary>
public sealed class ApiKeyEntry
{
    /// <summary>Whose key it is, for logs and for the rate: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, at most 64.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// SHA-256 of the key's UTF-8 bytes, 64 hexadecimal digits. A fast hash is right here: a key is 256 random bits, which nobody finds by trying,
    /// unlike a password.
    /// </summary>
    public string Sha256 { get; set; } = "";
}
