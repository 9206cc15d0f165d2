namespace CryApi.Api;

/// <summary>Where to listen, as an argument, an environment variable or a file says it, and the ports beside it.</summary>
internal static class Addresses
{
    private const string Default = "http://localhost:8080";
    private const string Unix = "unix:";
    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>All addresses; empty where the section <c>Kestrel:Endpoints</c> says them.</summary>
    /// <exception cref="ArgumentException">They contradict the ports.</exception>
    public static IReadOnlyList<string> Of(IConfiguration configuration, ServerOptions ports)
    {
        int[] own = [.. new[] { ports.Http2Port, ports.ManagementPort }.Where(port => port > 0)];
        if (configuration.GetSection(Endpoints).Exists())
            return own.Length == 0 ? [] : throw new ArgumentException($"{Endpoints} can't be used together with ports of {ServerOptions.Section}.");

        // In the framework's order: addresses before ports.
        string[] ordinary =
        [
            .. configuration["urls"] is { Length: > 0 } urls ? Split(urls)
                : [.. OnEveryHost("http", configuration["http_ports"]), .. OnEveryHost("https", configuration["https_ports"])],
        ];
        if (ordinary.Length == 0)
            ordinary = [Default];
        return own.Length == 0 ? ordinary : [.. ordinary, .. Beside(ordinary, own)];
    }

    private static IEnumerable<string> Beside(string[] ordinary, int[] ports)
    {
        var addresses = ordinary.Select(BindingAddress.Parse).Where(address => !address.Host.StartsWith(Unix, StringComparison.Ordinal)).ToArray();
        if (addresses.FirstOrDefault(address => ports.Contains(address.Port)) is { } taken)
            throw new ArgumentException($"Port {taken.Port} is the ordinary one already ({taken}).");
        string[] hosts = [.. addresses.Select(address => address.Host).Distinct(StringComparer.OrdinalIgnoreCase)];
        return hosts.Length == 0
            ? throw new ArgumentException("Ports need an ordinary address with a host.")
            : ports.SelectMany(port => hosts.Select(host => $"http://{host}:{port}"));
    }

    private static IEnumerable<string> OnEveryHost(string scheme, string? ports) => Split(ports ?? "").Select(port => $"{scheme}://*:{port}");

    private static string[] Split(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
