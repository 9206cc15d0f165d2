using System.Net;

namespace CryApi.Api.Tests;

/// <summary>Audio as the raw body.</summary>
public sealed class RawBodyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("audio/wav")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/plain")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("multipart/form-database")]
    [InlineData(";;;")]
    [InlineData("é")]
    [InlineData("")]
    public async Task Any_content_type_or_none_will_do(string? contentType)
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().PostAudioAsync("/detect", contentType: contentType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(FakePipeline.Wav, api.Pipeline.LastAudio);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(3_000_001)]
    public async Task Every_byte_arrives_in_order(int length)
    {
        await using var api = new ApiFactory();
        var body = new byte[length];
        new Random(length).NextBytes(body);
        FakePipeline.Wav.AsSpan(0, 4).CopyTo(body);

        var client = api.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect", body)).StatusCode);
        Assert.Equal(body, api.Pipeline.LastAudio);

        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/detect") { Content = new ByteArrayContent(body) };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(chunked, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(body, api.Pipeline.LastAudio);
    }

    [Theory]
    [InlineData("/detect")]
    [InlineData("/classify")]
    [InlineData("/analyze")]
    public async Task An_empty_body_is_refused(string url)
    {
        await using var api = new ApiFactory();
        await (await api.CreateClient().PostAudioAsync(url, [])).ShouldBeAsync(400, "empty_body");
        await (await api.CreateClient().PostAsync(url, null, TestContext.Current.CancellationToken)).ShouldBeAsync(400, "empty_body");
    }

    [Fact]
    public async Task A_body_of_the_limit_is_taken_and_one_byte_more_is_not()
    {
        await using var api = new ApiFactory("Limits:MaxBodyBytes=2000");
        var client = api.CreateClient();
        byte[] body = [.. FakePipeline.Wav, .. new byte[2000 - FakePipeline.Wav.Length]];

        Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect", body)).StatusCode);
        await (await client.PostAudioAsync("/detect", [.. body, 0])).ShouldBeAsync(413, "body_too_large");
        await (await client.PostAudioAsync("/detect", new byte[1_000_000])).ShouldBeAsync(413, "body_too_large");
    }
}
