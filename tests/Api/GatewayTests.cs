using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Api.Tests;

/// <summary>Whom the service believes what a gateway says, and the path that it is under.</summary>
public sealed class GatewayTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "127.0.0.1", "203.0.113.9", "127.0.0.1")]
    [InlineData("10.0.0.0/8", "127.0.0.1", "203.0.113.9", "127.0.0.1")]
    [InlineData("10.0.0.0/8", "11.0.0.1", "203.0.113.9", "11.0.0.1")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8, fd00::/8", "fd00::7", "2001:db8::1", "2001:db8::1")]
    [InlineData("192.168.1.7", "192.168.1.7", "203.0.113.9", "203.0.113.9")]
    [InlineData("192.168.1.7", "192.168.1.8", "203.0.113.9", "192.168.1.8")]
    // Two gateways, one after the other; what the client itself has put in front does not count.
    [InlineData("10.0.0.0/8", "10.1.2.3", "198.51.100.1, 203.0.113.9, 10.9.9.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "no address", "10.1.2.3")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "127.0.0.1, no address", "10.1.2.3")]
    [InlineData("10.0.0.0/8", "10.1.2.3", null, "10.1.2.3")]
    public async Task The_client_is_who_a_trusted_gateway_says_and_else_who_connects(string trusted, string from, string? said, string counts)
    {
        await using var api = new ApiFactory($"Gateway:TrustedNetworks={trusted}");
        var connection = new Connection(IPAddress.Parse(from));
        using var service = connection.To(api);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        if (said is not null)
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", said);
        using var response = await service.CreateClient().SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(IPAddress.Parse(counts), connection.Client);
    }

    [Theory]
    [InlineData("", "", "/", null, "/swagger")]
    [InlineData("", "/cry", "/cry/", null, "/cry/swagger")]
    [InlineData("", "/cry", "/cry", null, "/cry/swagger")]
    [InlineData("", "/cry", "/", null, "/swagger")]
    [InlineData("", "/a/b", "/a/b/", null, "/a/b/swagger")]
    [InlineData("10.0.0.1", "", "/", "/cry", "/cry/swagger")]
    [InlineData("10.0.0.1", "/cry", "/cry/", "/outer", "/outer/cry/swagger")]
    [InlineData("10.0.0.1", "", "/", "//elsewhere.example", "/swagger")]
    [InlineData("10.0.0.1", "", "/", "/\\elsewhere.example", "/swagger")]
    [InlineData("10.0.0.1", "", "/", "/..", "/swagger")]
    [InlineData("10.0.0.2", "", "/", "/cry", "/swagger")]
    [InlineData("", "", "/", "/cry", "/swagger")]
    public async Task Redirects_keep_the_path_that_the_service_is_under(string trusted, string pathBase, string url, string? prefix, string location)
    {
        await using var api = new ApiFactory("Server:Page=false", $"Gateway:TrustedNetworks={trusted}", $"Gateway:PathBase={pathBase}");
        using var service = new Connection(IPAddress.Parse("10.0.0.1")).To(api);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (prefix is not null)
            request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", prefix);
        using var client = service.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var response = await client.SendAsync(request, Stop);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/cry/detect")]
    [InlineData("/CRY/detect")]
    [InlineData("/detect")]
    public async Task Analyses_are_answered_with_the_path_and_without(string url)
    {
        await using var api = new ApiFactory("Gateway:PathBase=/cry");
        Assert.Equal(HttpStatusCode.OK, (await api.CreateClient().PostAudioAsync(url)).StatusCode);
        await (await api.CreateClient().PostAudioAsync("/crying/detect")).ShouldBeAsync(404, "not_found");
    }

    [Theory]
    [InlineData("10.0.0.0/8", "", true)]
    [InlineData("10.0.0.0/8,::1,fd00::/8", "/cry", true)]
    [InlineData("", "/a.b/c_d/~e-1", true)]
    [InlineData("10.0.0.7/8", "", true)]
    [InlineData(",", "", false)]
    [InlineData(" ", "", false)]
    [InlineData("10.0.0.0/33", "", false)]
    [InlineData("example.org", "", false)]
    [InlineData("0.0.0.0/0", "", false)]
    [InlineData("10.0.0.0/8,::/0", "", false)]
    [InlineData("", "cry", false)]
    [InlineData("", "/", false)]
    [InlineData("", "/cry/", false)]
    [InlineData("", "//cry", false)]
    [InlineData("", "/a/../b", false)]
    [InlineData("", "/c ry", false)]
    [InlineData("", "/cry?x", false)]
    public void Networks_and_paths_that_are_none_are_refused(string trusted, string pathBase, bool isValid) => Assert.Equal(
        isValid, new GatewayOptionsValidator().Validate(new GatewayOptions { TrustedNetworks = trusted, PathBase = pathBase }).IsValid);

    /// <summary>Lets requests come from an address, and sees whom the service takes for the client.</summary>
    private sealed class Connection(IPAddress from) : IStartupFilter
    {
        public IPAddress? Client { get; private set; }

        public WebApplicationFactory<Program> To(ApiFactory api) => api.WithWebHostBuilder(
            host => host.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(this)));

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                context.Connection.RemoteIpAddress = from;
                await rest(context);
                Client = context.Connection.RemoteIpAddress;
            });
            next(app);
        };
    }
}
