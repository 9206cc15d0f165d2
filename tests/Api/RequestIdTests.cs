namespace CryApi.Api.Tests;

/// <summary><c>X-Request-Id</c> and the headers that every answer has.</summary>
public sealed class RequestIdTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("abc-123_DEF.4:5/6+7=@", "abc-123_DEF.4:5/6+7=@")]
    [InlineData("a b\"c<d>{e}", "abcde")]
    [InlineData("%0d%0aSet-Cookie: x", "0d0aSet-Cookie:x")]
    public async Task A_sent_id_comes_back_made_safe(string sent, string expected)
    {
        await using var api = new ApiFactory();
        foreach (var url in new[] { "/health/live", "/nothing", "/detect?threshold=2" })
        {
            using var request = new HttpRequestMessage(url.Contains('?', StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("X-Request-Id", sent);
            var response = await api.CreateClient().SendAsync(request, Stop);
            Assert.Equal([expected], response.Headers.GetValues("X-Request-Id"));
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        }
    }

    [Fact]
    public async Task Without_an_id_every_request_gets_its_own()
    {
        await using var api = new ApiFactory();
        var client = api.CreateClient();
        var ids = new HashSet<string>();
        for (var i = 0; i < 10; i++)
            ids.Add((await client.GetAsync("/health/live", Stop)).Headers.GetValues("X-Request-Id").Single());
        Assert.Equal(10, ids.Count);
    }

    [Theory]
    [InlineData("\r\n\0\t")]
    [InlineData("日本語")]
    [InlineData("")]
    public void An_id_with_nothing_safe_in_it_is_replaced(string sent) => Assert.Matches("^[0-9a-f]{32}$", RequestIds.SafeOrNew(sent));

    [Fact]
    public void A_long_id_is_cut()
    {
        Assert.Equal(new string('a', RequestIds.MaxLength), RequestIds.SafeOrNew(new string('a', 5000)));
        Assert.Equal("ab", RequestIds.SafeOrNew(new string(' ', 5000) + "ab"));
    }
}
