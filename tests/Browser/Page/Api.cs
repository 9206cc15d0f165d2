using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CryApi.Browser.Tests.Page;

/// <summary>The API, without the page.</summary>
internal static class Api
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What it says of a file. The answer must be a 200.</summary>
    public static async Task<JsonNode> AskAsync(Uri address, string path)
    {
        using var client = new HttpClient();
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(path, Stop));
        using var response = await client.PostAsync(address, body, Stop);
        Assert.Equal(200, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }
}
