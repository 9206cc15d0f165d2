using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryApi.Api.Tests;

/// <summary>Short ways to ask and to read answers.</summary>
internal static class Requests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> PostAudioAsync(
        this HttpClient client,
        string url,
        byte[]? body = null,
        string? contentType = null)
    {
        var content = new ByteArrayContent(body ?? FakePipeline.Wav);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return client.PostAsync(url, content, Stop);
    }

    public static ByteArrayContent File(byte[]? bytes = null, string type = "audio/wav")
    {
        var content = new ByteArrayContent(bytes ?? FakePipeline.Wav);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!.AsObject();

    /// <summary>Checks that the answer is problem details of that kind in every respect, and gives them.</summary>
    public static async Task<JsonObject> ShouldBeAsync(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(status == (int)response.StatusCode, $"expected {status} {code}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        Assert.Equal("urn:cryapi:problem:" + code, problem["type"]!.GetValue<string>());
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        Assert.Equal(32, problem["traceId"]!.GetValue<string>().Length);
        Assert.Equal(JsonValueKind.Number, problem["status"]!.GetValueKind());
        return problem;
    }
}
