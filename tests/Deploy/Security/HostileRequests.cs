namespace CryApi.Deploy.Tests;

/// <summary>Requests that carry <see cref="Marker"/> and what breaks a log wherever a client can put bytes.</summary>
internal static class HostileRequests
{
    /// <summary>Stands in whatever was sent; nothing else has it.</summary>
    public const string Marker = "zqXmarkerXqz";

    /// <summary>What stands in <c>X-Request-Id</c> instead.</summary>
    public const string IdMarker = "zqXrequestidXqz";

    /// <summary>The id of which only <see cref="SafeId"/> may ever be seen.</summary>
    public const string Id = $"{IdMarker} \"}}]\u001b[31m\t{{<script>";

    public const string SafeId = $"{IdMarker}31mscript";

    private const string Close = "Host: x\r\nConnection: close\r\n";

    private static readonly string Long = Marker + new string('A', 6_000);

    /// <summary>Ends of lines, of strings and of objects; colours of a terminal; what is no UTF-8; line ends of Unicode; a format's holes.</summary>
    private static readonly string[] Payloads =
    [
        Marker,
        $"{Marker}\u001b[2J\u001b[31mred\u0007",
        $"{Marker}\"}}}}\\\"{{\"LogLevel\":\"Critical\"",
        $"{Marker}\u00ff\u00fe\u00c0\u0080",
        $"{Marker}\u00e2\u0080\u00a8\u00e2\u0080\u00a9\u00c2\u0085",
        $"{Marker}%0d%0a%1b%00%22{{0}}{{Method}}",
        $"{Marker}\r\n{{\"LogLevel\":\"Critical\",\"Message\":\"{Marker}\"}}",
        $"{Marker}\n{Marker}\r{Marker}",
        $"{Marker}\0{Marker}",
        Long,
    ];

    private static readonly string[] Headers =
    [
        "Host", "User-Agent", "Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding",
        "Referer", "Origin", "Cookie", "Authorization", "Proxy-Authorization", "X-Api-Key", "traceparent", "tracestate", "baggage", "Request-Id",
        "Correlation-Context", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "Via", "Expect", "Range",
        "If-None-Match", "Upgrade", "TE", "Trailer", "X-HTTP-Method-Override", "Access-Control-Request-Method", "X-Anything",
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Payloads.SelectMany(With);

    private static IEnumerable<string> With(string bytes)
    {
        var word = bytes.Replace(" ", "", StringComparison.Ordinal);
        yield return $"{word} / HTTP/1.1\r\n{Close}\r\n";
        yield return $"GET /{word} HTTP/1.1\r\n{Close}\r\n";
        yield return $"GET /health/{word} HTTP/1.1\r\n{Close}\r\n";
        yield return $"GET /swagger/{word} HTTP/1.1\r\n{Close}\r\n";
        yield return $"GET http://{word}/models HTTP/1.1\r\n{Close}\r\n";
        yield return $"GET /models?{word}={word} HTTP/1.1\r\n{Close}\r\n";
        yield return $"GET /models HTTP/{word}\r\n{Close}\r\n";
        yield return $"GET /detect/{word} HTTP/1.1\r\n{Close}X-Request-Id: {Id}\r\n\r\n";
        yield return Post($"/detect?threshold={word}", "", "RIFF");
        yield return Post($"/classify?prior={word}:0.5&{word}=1", "", "RIFF");
        yield return Post($"/analyze?include={word}", $"X-Request-Id: {Id}\r\n", "RIFF");
        yield return $"GET /models HTTP/1.1\r\n{Close}{word}: 1\r\n\r\n";
        foreach (var header in Headers)
            yield return Post("/detect", $"{header}: {bytes}\r\nX-Request-Id: {Id}\r\n", "RIFF");
        yield return $"POST /detect HTTP/1.1\r\n{Close}Transfer-Encoding: chunked\r\n\r\n4;{word}={word}\r\nRIFF\r\n0\r\n{word}: {bytes}\r\n\r\n";
        yield return $"POST /detect HTTP/1.1\r\n{Close}Transfer-Encoding: chunked\r\n\r\n{word}\r\n";

        // Bodies: no format, and ones whose tags a decoder may tell of.
        yield return Post("/detect", "", bytes);
        yield return Post("/analyze", "", $"RIFF\u0024\0\0\0WAVELIST\u0010\0\0\0INFOINAM{bytes}");
        yield return Post("/analyze", "", $"ID3\u0003\0\0\0\0\u0010\0TIT2\0\0\u0008\0\0\0\0{bytes}\u00ff\u00fb\u0090\u0044{bytes}");
        yield return Post("/analyze", "", $"OggS\0\u0002\0\0\0\0\0\0\0\0\u0001\0\0\0\0\0\0\0\0\0\0\0\u0001\u0013OpusHead{bytes}");
        yield return Post("/analyze", "", $"\0\0\0\u0018ftypM4A {bytes}");
        yield return Post("/classify", "", $"fLaC{bytes}");
        yield return Form($"form-data; name=\"file\"; filename=\"{bytes}\"", bytes, "");
        yield return Form($"form-data; name=\"{bytes}\"; filename=\"a.wav\"", "audio/wav", "");
        yield return Form($"form-data; name=\"{bytes}\"", bytes, "");
        yield return Form($"{bytes}; name=\"file\"", "audio/wav", $"{word}: {bytes}\r\n");
        yield return Post("/detect", $"Content-Type: multipart/form-data; boundary={bytes}\r\n", $"--{bytes}\r\n\r\n{bytes}\r\n--{bytes}--");
    }

    private static string Form(string disposition, string type, string more) => Post(
        "/detect",
        "Content-Type: multipart/form-data; boundary=b\r\n",
        $"--b\r\nContent-Disposition: {disposition}\r\nContent-Type: {type}\r\n{more}\r\nRIFF{Marker}\r\n--b--\r\n");

    private static string Post(string target, string headers, string body) =>
        FormattableString.Invariant($"POST {target} HTTP/1.1\r\n{Close}{headers}Content-Length: {body.Length}\r\n\r\n{body}");
}
