using System.Net;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>Connections between nginx and the service are kept.</summary>
[Collection(GatewayService.Collection)]
public sealed class KeepAliveTests(GatewayService service)
{
    private const int Callers = 8;
    private const int Requests = 400;

    // Each caller's, and what the test itself opens to ask for the metrics.
    private const int FewConnections = Callers + 4;

    [Fact]
    public async Task Many_requests_go_over_few_connections_and_none_is_lost()
    {
        await using var nginx = await service.StartNginxAsync();
        var before = await service.ConnectionsAsync();
        using var client = Clients.To(nginx.Address);
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, stop) =>
        {
            // What is refused at once must not cost the connection either.
            var status = i % 4 == 0 ? (await client.AskAsync("/detect", Clips.Cry[1..5])).Status : (await client.GetAsync("/models", stop)).StatusCode;
            Assert.Equal(i % 4 == 0 ? HttpStatusCode.UnsupportedMediaType : HttpStatusCode.OK, status);
        });
        Assert.InRange(await service.ConnectionsAsync() - before, 1, FewConnections);
        Assert.Equal(Requests, nginx.Answers.Count);
        Assert.Empty(nginx.Errors);
    }
}
