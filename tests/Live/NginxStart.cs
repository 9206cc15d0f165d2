namespace CryApi.Tests;

/// <summary>How nginx is started: with the configuration that is shipped, <c>deploy/nginx/cryapi.conf</c>, and what a test changes in it.</summary>
/// <param name="Instances">Addresses of the service's instances.</param>
internal sealed record NginxStart(params IReadOnlyList<Uri> Instances)
{
    /// <summary>Texts of the configuration and what stands there instead; each must be there.</summary>
    public IReadOnlyList<(string Text, string Instead)> Changes { get; init; } = [];

    /// <summary>The configuration for a port.</summary>
    /// <exception cref="InvalidOperationException">A text to be changed isn't in it.</exception>
    public string ToConfiguration(int port)
    {
        const string Instance = "server 127.0.0.1:8080 ";
        var text = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx", "cryapi.conf"));
        var line = text.Split('\n').Single(line => line.Contains(Instance, StringComparison.Ordinal));
        var instances = Instances.Select(instance => line.Replace(Instance, $"server {instance.Authority} ", StringComparison.Ordinal));
        (string, string)[] changes = [(line, string.Join('\n', instances)), ("listen 80;", $"listen 127.0.0.1:{port};"), .. Changes];
        return changes.Aggregate(text, Change);
    }

    private static string Change(string text, (string Text, string Instead) change) => text.Contains(change.Text, StringComparison.Ordinal)
        ? text.Replace(change.Text, change.Instead, StringComparison.Ordinal)
        : throw new InvalidOperationException($"deploy/nginx/cryapi.conf has no: {change.Text}");
}
