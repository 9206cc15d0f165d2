using System.Net;
using System.Text.Json;

namespace CryApi.Deploy.Tests;

/// <summary>The service after a request of each kind, for tests that look at its metrics.</summary>
public sealed class MeasuredService : IAsyncLifetime
{
    private ServiceProcess? _service;

    internal Uri Address => (_service ?? throw new InvalidOperationException("The service doesn't run.")).Address;

    /// <summary>Whether it decodes other formats than WAV, and did.</summary>
    internal bool HasDecoder { get; private set; }

    /// <summary>What it tells Prometheus.</summary>
    internal async Task<string> MetricsAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        return await client.GetStringAsync("/metrics");
    }

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceProcess.StartAsync(new ServiceStart());
        using var client = new HttpClient { BaseAddress = Address };
        using var ready = JsonDocument.Parse(await client.GetStringAsync("/health/ready"));
        HasDecoder = ready.RootElement.GetProperty("decoder").GetProperty("available").GetBoolean() && await SendM4aAsync(client);
        await SendAsync(client, "/analyze?classificationThreshold=0", Sample("cry"), HttpStatusCode.OK);
        await SendAsync(client, "/classify?threshold=0", Sample("cry"), HttpStatusCode.OK);
        await SendAsync(client, "/detect", Sample("white-noise"), HttpStatusCode.OK);
        await SendAsync(client, "/detect", "no audio at all"u8.ToArray(), HttpStatusCode.UnsupportedMediaType);
        await SendAsync(client, "/detect", [], HttpStatusCode.BadRequest);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
    }

    internal static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "samples", name + ".wav"));

    private static async Task<bool> SendM4aAsync(HttpClient client)
    {
        try
        {
            await SendAsync(client, "/analyze", MediaTool.Ffmpeg("-i IN -c:a aac -b:a 96k -f ipod", Sample("cry")), HttpStatusCode.OK);
            return true;
        }
        catch (EncoderMissingException)
        {
            return false;
        }
    }

    private static async Task SendAsync(HttpClient client, string path, byte[] audio, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(audio);
        using var answer = await client.PostAsync(path, content);
        Assert.Equal(expected, answer.StatusCode);
    }
}
