using System.Net;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>Under a path of the gateway, which either leaves it in the address or takes it away and says so.</summary>
[Collection(GatewayService.Collection)]
public sealed class PathTests(GatewayService service)
{
    private static readonly (string, string)[] s_kept = [("location / {", "location /cry/ {")];

    private static readonly (string, string)[] s_stripped =
    [
        ("location / {", "location /cry/ {"),
        ("proxy_pass http://cryapi;", "proxy_pass http://cryapi/;"),
        ("X-Forwarded-Prefix \"\";", "X-Forwarded-Prefix /cry;"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_of_the_service_works_under_it(bool isKept)
    {
        await using var nginx = await service.StartNginxAsync(isKept ? s_kept : s_stripped);
        using var client = Clients.To(nginx.Address);
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("/cry/detect", Clips.Cry)).Status);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "openapi.yaml"), Stop), await client.GetStringAsync("/cry/openapi.yaml", Stop));

        // The page finds all of its own beside it.
        Assert.Contains("src=\"js/main.js\"", await client.GetStringAsync("/cry/", Stop), StringComparison.Ordinal);
        Assert.Contains("import", await client.GetStringAsync("/cry/js/main.js", Stop), StringComparison.Ordinal);

        // As a browser goes: from the API browser to its script, and the description that the script names.
        var page = await FollowAsync(client, new Uri(nginx.Address, "/cry/swagger"));
        Assert.Equal("/cry/swagger/index.html", page.AbsolutePath);
        Assert.Contains("\"./swagger-ui-bundle.js\"", await client.GetStringAsync(page, Stop), StringComparison.Ordinal);
        Assert.Contains("../openapi.yaml", await client.GetStringAsync(new Uri(page, "./index.js"), Stop), StringComparison.Ordinal);
        var document = new Uri(page, "../openapi.yaml");
        Assert.Contains("servers:\n  - url: .\n", await client.GetStringAsync(document, Stop), StringComparison.Ordinal);
        Assert.Equal("/cry/", new Uri(document, ".").AbsolutePath);
        Assert.Empty(nginx.Errors);
    }

    private static async Task<Uri> FollowAsync(HttpClient client, Uri address)
    {
        for (var hops = 0; hops < 4; hops++)
        {
            using var answer = await client.GetAsync(address, Stop);
            if (answer.Headers.Location is not { } next)
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                return address;
            }

            // Nothing but a path: the service doesn't know what host and port clients see.
            Assert.DoesNotContain("//", next.OriginalString, StringComparison.Ordinal);
            address = new Uri(address, next);
        }

        throw new InvalidOperationException("There is no end of redirects.");
    }
}
