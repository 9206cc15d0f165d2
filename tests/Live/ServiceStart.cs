namespace CryApi.Tests;

/// <summary>How the service is started as a process of its own.</summary>
internal sealed record ServiceStart
{
    /// <summary>Settings as <c>name=value</c>, e.g. <c>Limits:MaxConcurrency=1</c>. Without <c>urls</c> it listens on a free port of the loopback interface.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The port that health is asked on, <c>Server:ManagementPort</c>; null for the ordinary one.</summary>
    public int? ManagementPort { get; init; }

    /// <summary>Environment variables beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What runs the program, with its arguments: <c>taskset -c 1</c>, <c>faketime -f +1h</c>. Empty: nothing. It must replace itself by the program.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>Its folder for temporary files; null for that of this process.</summary>
    public string? Temporary { get; init; }

    /// <summary>Folder of the program; null for what the build of these tests made.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether settings or environment have an address, so that it needs none of the launcher's.</summary>
    public bool SaysWhereToListen =>
        Settings.Any(setting => setting.StartsWith("urls=", StringComparison.Ordinal))
        || Environment.Keys.Any(name => name is "ASPNETCORE_URLS" or "ASPNETCORE_HTTP_PORTS");
}
