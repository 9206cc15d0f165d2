namespace CryApi.Deploy.Tests;

/// <summary>The service with a collector beside it.</summary>
public sealed class TracedService : IAsyncLifetime
{
    private ServiceProcess? _service;

    internal OtlpReceiver Collector { get; } = new();

    internal Uri Address => (_service ?? throw new InvalidOperationException("The service doesn't run.")).Address;

    public async ValueTask InitializeAsync() => _service = await ServiceProcess.StartAsync(new ServiceStart { Environment = Collector.Environment });

    /// <summary>Sends audio as part of a caller's trace.</summary>
    internal async Task<HttpResponseMessage> SendAsync(string path, byte[] audio, string trace, string span, bool sampled = true)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(audio) };
        request.Headers.Add("traceparent", $"00-{trace}-{span}-{(sampled ? "01" : "00")}");
        request.Headers.Add("tracestate", "vendor=value");
        return await client.SendAsync(request);
    }

    /// <summary>The spans of a trace, once they are all there.</summary>
    internal async Task<IReadOnlyList<OtlpSpan>> SpansAsync(string trace, int count)
    {
        await OtlpReceiver.WaitAsync(() => Of(trace).Length >= count, $"{count} spans of the trace");
        var spans = Of(trace);
        Assert.Equal(count, spans.Length);
        return spans;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        Collector.Dispose();
    }

    private OtlpSpan[] Of(string trace) => [.. Collector.Spans.Where(span => span.TraceId == trace)];
}
