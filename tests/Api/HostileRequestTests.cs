using System.Net;
using System.Text;
using CryApi.Audio;
using CsCheck;

namespace CryApi.Api.Tests;

/// <summary>Random requests: none ends in a 5xx, and what is no success is problem details.</summary>
public sealed class HostileRequestTests
{
    private static readonly Gen<byte[]> Body = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.Byte.Array[0, 200].Select(bytes => (byte[])[.. "RIFF"u8, .. bytes]),
        Gen.Int[0, 300_000].Select(length => new byte[length]),
        Gen.OneOf(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nRIFF....\r\n--x--\r\n",
            "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n1\r\n",
            "--x--\r\n").Array[1, 4].Select(parts => Encoding.ASCII.GetBytes(string.Concat(parts))));

    private static readonly Gen<string?> ContentType = Gen.OneOf(
        Gen.OneOf<string?>(null, "", "audio/wav", "application/x-www-form-urlencoded", "multipart/form-data",
            "multipart/form-data; boundary=x", "multipart/form-data; boundary=\"x\"",
            "multipart/form-data; boundary=x, audio/wav", "MULTIPART/FORM-DATA;boundary=x", "application/json"),
        Gen.String[Gen.Char[' ', '~'], 0, 40].Select(text => (string?)text),
        Gen.String[Gen.Char[' ', '~'], 0, 90].Select(text => (string?)("multipart/form-data; boundary=" + text)));

    private static readonly Gen<string> Query = Gen.Select(
        Gen.OneOf("threshold", "detectionThreshold", "classificationThreshold", "include", "THRESHOLD", "x", ""),
        Gen.OneOf(
            Gen.OneOf("0.5", "0", "1", "NaN", "segments", "", "1e-400", "1e400", "+1", "%00", "%ff", "0x1p-1"),
            Gen.Double.Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Gen.String[0, 20].Select(text => Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))))),
        (name, value) => $"{name}={value}").Array[0, 5].Select(pairs => pairs.Length == 0 ? "" : "?" + string.Join('&', pairs));

    private static readonly Gen<AudioErrorCode?> Fate = Gen.Enum<AudioErrorCode>().Nullable();

    [Fact]
    public async Task No_request_ends_in_a_fault_of_the_server()
    {
        await using var api = new ApiFactory("Limits:MaxBodyBytes=200000");
        using var client = api.CreateClient();
        var endpoints = Gen.OneOf("/detect", "/classify", "/analyze");

        var requests = Gen.Select(endpoints, Query, ContentType, Body, Fate, Gen.Bool);
        await requests.SampleAsync(async (url, query, contentType, body, fate, chunked) =>
        {
            api.Pipeline.OnCall = (_, _) => fate is { } code ? throw new AudioException(code, "Chosen by the test.") : Task.CompletedTask;
            using var request = new HttpRequestMessage(HttpMethod.Post, url + query) { Content = new ByteArrayContent(body) };
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            request.Headers.TransferEncodingChunked = chunked;

            using var response = await client.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.OK)
                return;
            Assert.True((int)response.StatusCode is (>= 400 and < 500) or 504, $"{response.StatusCode}");
            var code = (await response.JsonAsync())["code"]!.GetValue<string>();
            await response.ShouldBeAsync(ProblemKinds.All.Single(kind => kind.Code == code).Status, code);
        }, iter: 2_000, threads: 1);
        Assert.Empty(api.Log.Complaints);
    }
}
