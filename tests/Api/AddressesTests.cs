using Microsoft.Extensions.Configuration;

namespace CryApi.Api.Tests;

/// <summary>Where the service listens, whatever way it is told.</summary>
public sealed class AddressesTests
{
    [Theory]
    [InlineData("", "http://localhost:8080")]
    [InlineData("urls=http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http_ports=8080", "http://*:8080")]
    [InlineData("http_ports=8080;8090", "http://*:8080 http://*:8090")]
    [InlineData("urls=http://[::1]:5000|http_ports=8080", "http://[::1]:5000")]
    [InlineData("Server:Http2Port=8081", "http://localhost:8080 http://localhost:8081")]
    [InlineData("http_ports=8080|Server:Http2Port=8081|Server:ManagementPort=9090", "http://*:8080 http://*:8081 http://*:9090")]
    [InlineData("urls=http://+:80;http://+:90|Server:ManagementPort=9090", "http://+:80 http://+:90 http://+:9090")]
    [InlineData("urls=http://[::1]:0;http://127.0.0.1:0|Server:Http2Port=81", "http://[::1]:0 http://127.0.0.1:0 http://[::1]:81 http://127.0.0.1:81")]
    [InlineData("urls=http://unix:/run/cry;http://127.0.0.1:80|Server:Http2Port=81", "http://unix:/run/cry http://127.0.0.1:80 http://127.0.0.1:81")]
    [InlineData("Kestrel:Endpoints:a:Url=http://127.0.0.1:80", "")]
    public void Ports_come_beside_the_addresses_that_are_given(string settings, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', Of(settings)));

    [Theory]
    [InlineData("Kestrel:Endpoints:a:Url=http://127.0.0.1:80|Server:Http2Port=81")]
    [InlineData("urls=http://127.0.0.1:80|Server:ManagementPort=80")]
    [InlineData("http_ports=80;81|Server:Http2Port=81")]
    [InlineData("urls=http://unix:/run/cry|Server:Http2Port=81")]
    public void Ports_that_contradict_the_addresses_are_refused(string settings) => Assert.Throws<ArgumentException>(() => Of(settings));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(81, 82, true)]
    [InlineData(0, 82, true)]
    [InlineData(81, 81, false)]
    [InlineData(-1, 0, false)]
    [InlineData(0, 65_536, false)]
    public void Ports_that_are_none_or_the_same_are_refused(int http2, int management, bool isValid) => Assert.Equal(
        isValid, new ServerOptionsValidator().Validate(new ServerOptions { Http2Port = http2, ManagementPort = management }).IsValid);

    private static IReadOnlyList<string> Of(string settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build();
        return Addresses.Of(configuration, configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions());
    }
}
