using System.Net;
using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>Behind nginx every answer is what it is without: buffered or streamed, whole or in chunks, raw or as a form.</summary>
[Collection(GatewayService.Collection)]
public sealed class ProxiedAnswerTests(GatewayService service)
{
    private static readonly (string, string) s_streaming = ("proxy_request_buffering on;", "proxy_request_buffering off;");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_way_of_sending_has_the_same_answer(bool streams)
    {
        await using var nginx = await service.StartNginxAsync(streams ? [s_streaming] : []);
        using var behind = Clients.To(nginx.Address);
        using var direct = Clients.To(service.Address);
        foreach (var audio in new[] { Clips.Cry, Clips.Large })
        {
            var expected = await direct.AskAsync("/analyze", audio);
            Assert.Equal(HttpStatusCode.OK, expected.Status);
            Assert.Contains("\"isCry\":true", expected.Body, StringComparison.Ordinal);
            foreach (var (form, chunked) in new[] { (false, false), (false, true), (true, false), (true, true) })
                Assert.Equal(expected, await behind.AskAsync("/analyze", audio, form, chunked));
        }

        Assert.All(nginx.Answers, answer => Assert.StartsWith("200 ", answer, StringComparison.Ordinal));
        // Large bodies that are kept on the way are told as a warning, by the nginx that keeps them.
        Assert.All(nginx.Errors, line => Assert.Contains("a client request body is buffered to a temporary file", line, StringComparison.Ordinal));
        Assert.Equal(streams, nginx.Errors.Count == 0);
        await service.ShouldBeIdleAsync();
    }

    [Theory]
    [InlineData("/detect?threshold=2", 4)]
    [InlineData("/detect", 0)]
    [InlineData("/analyze", 4)]
    [InlineData("/classify", 45)]
    [InlineData("/nothing", 4)]
    public async Task Problems_come_through_as_they_are(string url, int bytes)
    {
        await using var nginx = await service.StartNginxAsync();
        using var behind = Clients.To(nginx.Address);
        using var direct = Clients.To(service.Address);
        var audio = Clips.Cry[..bytes];
        Assert.Equal(Identity(await direct.AskAsync(url, audio)), Identity(await behind.AskAsync(url, audio)));
        Assert.Empty(nginx.Errors);
    }

    [Fact]
    public async Task What_nginx_refuses_itself_has_the_form_of_a_problem()
    {
        await using var nginx = await Nginx.StartAsync(new NginxStart(new Uri($"http://127.0.0.1:{FreePort.Next()}"))
        {
            Changes = [("client_max_body_size 65m;", "client_max_body_size 1m;")],
        });
        using var client = Clients.To(nginx.Address);
        AssertIsProblem(await client.AskAsync("/detect", Clips.Large), 413, "body_too_large");
        AssertIsProblem(await client.AskAsync("/detect", Clips.Cry), 503, "overloaded");
    }

    private static (HttpStatusCode, string) Identity((HttpStatusCode Status, string Body) answer)
    {
        var problem = JsonNode.Parse(answer.Body)!.AsObject();
        Assert.True(problem.Remove("traceId"));
        return (answer.Status, problem.ToJsonString());
    }

    private static void AssertIsProblem((HttpStatusCode Status, string Body) answer, int status, string code)
    {
        var problem = JsonNode.Parse(answer.Body)!;
        Assert.Equal((status, status, code), ((int)answer.Status, problem["status"]!.GetValue<int>(), problem["code"]!.GetValue<string>()));
        Assert.Equal("urn:cryapi:problem:" + code, problem["type"]!.GetValue<string>());
        Assert.Equal(32, problem["traceId"]!.GetValue<string>().Length);
    }
}
