using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CryApi.Fuzz.Tests;

/// <summary>Sends files to the running service and holds its answers to the contract. For many callers at once.</summary>
internal sealed class FuzzClient : IDisposable
{
    // 30 s of the service's own limit, and what a busy machine may add.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly string[] s_urls = ["/analyze", "/detect", "/classify", "/analyze?include=segments"];

    /// <summary>What the contract has for the bytes of a file, whatever they are.</summary>
    private static readonly HashSet<string> s_documented =
    [
        "400 empty_body", "413 audio_too_long", "413 body_too_large", "415 unsupported_format", "422 truncated", "422 corrupt", "422 no_audio_track",
        "422 too_short", "422 too_many_channels", "422 unsupported_sample_rate", "503 overloaded", "504 timeout",
    ];

    // What no answer may hold: the machine's own files, or where and by whom the file was decoded.
    private static readonly string[] s_secrets = ["root:", "/etc/", "/tmp", "/dev/", "/proc/", "memfd", "at CryApi.", "Exception"];

    private readonly HttpClient _client;

    /// <summary>A client with connections of its own.</summary>
    public FuzzClient(Uri address) =>
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = s_patience };

    /// <summary>Sends a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="number">Chooses the endpoint, and whether it comes as a form.</param>
    /// <param name="encoding">A <c>Content-Encoding</c> to claim.</param>
    /// <returns>Status and code, e.g. <c>422 corrupt</c>; just <c>200</c> for an answer.</returns>
    /// <exception cref="BrokenContractException">The answer is none that the contract has.</exception>
    public async Task<string> SendAsync(byte[] file, int number, string? encoding = null)
    {
        using var content = Wrap(file, number);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        var clock = Stopwatch.StartNew();
        try
        {
            using var answer = await _client.PostAsync(s_urls[number % s_urls.Length], content);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode == HttpStatusCode.OK ? CheckResult(text) : CheckProblem(answer, text);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            var after = FormattableString.Invariant($"No answer after {clock.Elapsed.TotalSeconds:F1} s");
            throw new BrokenContractException($"{after}: {exception.Message}", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpContent Wrap(byte[] file, int number)
    {
        if (number % 8 == 7)
            return new MultipartFormDataContent { { new ByteArrayContent(file), "file", "../../etc/passwd" } };
        var raw = new ByteArrayContent(file);
        raw.Headers.ContentType = new MediaTypeHeaderValue(number % 2 == 0 ? "application/octet-stream" : "audio/mp4");
        return raw;
    }

    private static string CheckResult(string text)
    {
        using var json = Parse(text);
        var audio = json.RootElement.GetProperty("audio");
        Require(audio.GetProperty("durationSeconds").GetDouble() is >= 0.1 and <= 600, "the duration is outside the limits", text);
        Require(audio.GetProperty("sampleRate").GetInt32() is >= 4_000 and <= 192_000, "the sample rate is outside the limits", text);
        Require(audio.GetProperty("channels").GetInt32() is >= 1 and <= 65_535, "there are no channels", text);
        Require(audio.GetProperty("container").GetString() is { Length: > 0 }, "there is no container", text);
        var detection = json.RootElement.TryGetProperty("detection", out var part) ? part : json.RootElement;
        if (detection.TryGetProperty("probability", out var probability))
            Require(probability.GetDouble() is >= 0 and <= 1, "the probability is none", text);
        return "200";
    }

    private static string CheckProblem(HttpResponseMessage answer, string text)
    {
        Require(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", "the error is no problem document", text);
        using var json = Parse(text);
        var outcome = FormattableString.Invariant($"{(int)answer.StatusCode} {json.RootElement.GetProperty("code").GetString()}");
        Require(s_documented.Contains(outcome), $"{outcome} is not documented for a file", text);
        Require(json.RootElement.GetProperty("status").GetInt32() == (int)answer.StatusCode, "the statuses differ", text);
        var detail = json.RootElement.GetProperty("detail").GetString();
        Require(detail is { Length: > 0 and < 1_000 } && !detail.Any(char.IsControl), "the detail is nothing for people", text);
        foreach (var secret in s_secrets)
            Require(!detail!.Contains(secret, StringComparison.OrdinalIgnoreCase), $"the detail speaks of {secret}", text);
        return outcome;
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new BrokenContractException($"The answer is no JSON: {text}", exception);
        }
    }

    private static void Require(bool holds, string complaint, string text)
    {
        if (!holds)
            throw new BrokenContractException($"In the answer {complaint}: {text}", null);
    }
}
