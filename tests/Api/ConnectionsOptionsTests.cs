using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryApi.Api.Tests;

/// <summary>What connections may take, and that the server is told so.</summary>
public sealed class ConnectionsOptionsTests
{
    // nginx keeps idle connections to the service for 60 s, and so do most gateways.
    private const double GatewaysKeepAlive = 60;

    public static readonly TheoryData<ConnectionsOptions> Bad =
    [
        new ConnectionsOptions { MaxConnections = -1 },
        new ConnectionsOptions { KeepAliveSeconds = 0 },
        new ConnectionsOptions { HeadSeconds = double.NaN },
        new ConnectionsOptions { MaxRequestLineBytes = 0 },
        new ConnectionsOptions { MaxHeaderCount = 0 },
        new ConnectionsOptions { MaxHeaderBytes = 16 << 20 },
        new ConnectionsOptions { MinBytesPerSecond = -1 },
        new ConnectionsOptions { GraceSeconds = 1 },
        new ConnectionsOptions { Http2MaxStreams = 0 },
        new ConnectionsOptions { Http2StreamWindowBytes = 1_000 },
        new ConnectionsOptions { Http2StreamWindowBytes = 1 << 20, Http2ConnectionWindowBytes = 1 << 19 },
    ];

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Limits_that_the_server_could_not_keep_are_refused(ConnectionsOptions options) =>
        Assert.False(new ConnectionsOptionsValidator().Validate(options).IsValid);

    [Fact]
    public void The_defaults_outlast_a_gateways_idle_connections()
    {
        var options = new ConnectionsOptions();
        Assert.True(new ConnectionsOptionsValidator().Validate(options).IsValid);
        Assert.True(options.KeepAliveSeconds > GatewaysKeepAlive);
    }

    [Fact]
    public async Task The_server_gets_every_one_of_them()
    {
        await using var api = new KestrelApi(
            "Connections:MaxConnections=7", "Connections:KeepAliveSeconds=61", "Connections:HeadSeconds=5", "Connections:MaxRequestLineBytes=300",
            "Connections:MaxHeaderCount=9", "Connections:MaxHeaderBytes=2000", "Connections:MinBytesPerSecond=100", "Connections:GraceSeconds=3",
            "Connections:Http2MaxStreams=5", "Connections:Http2StreamWindowBytes=70000", "Connections:Http2ConnectionWindowBytes=80000");
        var limits = api.Factory.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal(7, limits.MaxConcurrentConnections);
        Assert.Equal((61, 5), (limits.KeepAliveTimeout.TotalSeconds, limits.RequestHeadersTimeout.TotalSeconds));
        Assert.Equal((300, 9, 2000), (limits.MaxRequestLineSize, limits.MaxRequestHeaderCount, limits.MaxRequestHeadersTotalSize));
        foreach (var rate in new[] { limits.MinRequestBodyDataRate, limits.MinResponseDataRate })
            Assert.Equal((100, 3), (rate!.BytesPerSecond, rate.GracePeriod.TotalSeconds));
        Assert.Equal((5, 70_000, 80_000),
            (limits.Http2.MaxStreamsPerConnection, limits.Http2.InitialStreamWindowSize, limits.Http2.InitialConnectionWindowSize));
    }

    [Fact]
    public async Task Every_limit_of_zero_is_none()
    {
        await using var api = new KestrelApi("Connections:MaxConnections=0", "Connections:MinBytesPerSecond=0");
        var limits = api.Factory.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Null(limits.MaxConcurrentConnections);
        Assert.Null(limits.MinRequestBodyDataRate);
        await api.ShouldGoOnAnsweringAsync();
    }
}
