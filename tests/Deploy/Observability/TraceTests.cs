using System.Net;
using System.Text.Json;

namespace CryApi.Deploy.Tests;

/// <summary>What a collector gets from the service as it runs.</summary>
public sealed class TraceTests(TracedService service) : IClassFixture<TracedService>
{
    private const string Caller = "00f067aa0ba902b7";

    [Fact]
    public async Task The_steps_hang_under_the_callers_span()
    {
        var trace = NewTrace();
        await service.SendAsync("/analyze?detectionThreshold=0&classificationThreshold=0", MeasuredService.Sample("cry"), trace, Caller);
        var spans = await service.SpansAsync(trace, 8);

        var request = Assert.Single(spans, span => span.Kind == OtlpSpan.Server);
        Assert.Equal("POST /analyze", request.Name);
        Assert.Equal(Caller, request.ParentId);
        Assert.Equal("cry", request.Tags["cryapi.outcome"]);
        Assert.Equal("7", request.Tags["cryapi.audio.seconds"]);
        Assert.Equal("200", request.Tags["http.response.status_code"]);
        Assert.All(spans, span => Assert.Equal("vendor=value", span.TraceState));

        var children = spans.Where(span => span.ParentId == request.SpanId).OrderBy(span => span.Start).ToArray();
        Assert.Equal(["decode", "resample", "detect", "classify"], children.Select(span => span.Name));
        var features = spans.Where(span => span.Name == "features").ToDictionary(span => span.Tags["cryapi.stage"]);
        Assert.Equal(["acoustics", "classifier", "embedding"], features.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(children[2].SpanId, features["embedding"].ParentId);
        Assert.Equal(children[3].SpanId, features["classifier"].ParentId);
        Assert.Equal(children[3].SpanId, features["acoustics"].ParentId);

        var decode = children[0].Tags;
        Assert.Equal(("wav", "pcm_s16le", "16000", "7"), (decode["cryapi.audio.container"], decode["cryapi.audio.codec"], decode["cryapi.audio.sample_rate"], decode["cryapi.audio.seconds"]));
        Assert.Equal("true", children[2].Tags["cryapi.is_cry"]);
        Assert.NotEmpty(children[3].Tags["cryapi.outcome"]);
        Assert.All(spans, span => Assert.Equal(OtlpSpan.Unset, span.Status));
    }

    [Fact]
    public async Task Steps_lie_within_their_parents_and_add_up_to_no_more()
    {
        var trace = NewTrace();
        await service.SendAsync("/analyze?detectionThreshold=0", MeasuredService.Sample("cry"), trace, Caller);
        var spans = await service.SpansAsync(trace, 8);
        var byId = spans.ToDictionary(span => span.SpanId);
        foreach (var parent in spans.GroupBy(span => span.ParentId).Where(group => byId.ContainsKey(group.Key)))
        {
            Assert.All(parent, span => Assert.InRange(span.Start, byId[parent.Key].Start, byId[parent.Key].End));
            Assert.All(parent, span => Assert.InRange(span.End, span.Start, byId[parent.Key].End));
            Assert.InRange(parent.Sum(span => span.Seconds), 0, byId[parent.Key].Seconds);
        }
    }

    [Fact]
    public async Task A_file_that_cant_be_used_marks_its_step_but_not_the_request_as_an_error()
    {
        var trace = NewTrace();
        using var answer = await service.SendAsync("/detect", "no audio at all"u8.ToArray(), trace, Caller);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(trace, problem.RootElement.GetProperty("traceId").GetString());

        var spans = await service.SpansAsync(trace, 2);
        var request = Assert.Single(spans, span => span.Kind == OtlpSpan.Server);
        Assert.Equal(OtlpSpan.Unset, request.Status);
        Assert.Equal("unsupported_format", request.Tags["cryapi.problem.code"]);
        Assert.Equal("unsupported_format", request.Tags["cryapi.outcome"]);
        Assert.DoesNotContain("error.type", request.Tags.Keys);

        var decode = Assert.Single(spans, span => span.Name == "decode");
        Assert.Equal(request.SpanId, decode.ParentId);
        Assert.Equal((OtlpSpan.Error, "unsupported_format"), (decode.Status, decode.Tags["error.type"]));
    }

    [Fact]
    public async Task Neither_probes_nor_what_the_caller_does_not_want_traced_have_spans()
    {
        var (unwanted, wanted) = (NewTrace(), NewTrace());
        using var client = new HttpClient { BaseAddress = service.Address };
        foreach (var path in (string[])["/health/live", "/health/ready", "/metrics"])
            _ = await client.GetStringAsync(path, Stop);
        await service.SendAsync("/detect", MeasuredService.Sample("siren"), unwanted, Caller, sampled: false);
        await service.SendAsync("/detect", MeasuredService.Sample("siren"), wanted, Caller);

        await service.SpansAsync(wanted, 5);
        Assert.DoesNotContain(service.Collector.Spans, span => span.TraceId == unwanted);
        Assert.DoesNotContain(service.Collector.Spans, span => span.Tags.Values.Any(tag => tag is "/health/live" or "/health/ready" or "/metrics"));
    }

    [Fact]
    public async Task Metrics_and_logs_come_too_and_a_line_has_its_trace()
    {
        var trace = NewTrace();
        await service.SendAsync("/detect", MeasuredService.Sample("siren"), trace, Caller);
        await OtlpReceiver.WaitAsync(() => Has("/v1/metrics", "cryapi.requests"u8.ToArray()), "the service's metrics");
        await OtlpReceiver.WaitAsync(() => Has("/v1/metrics", "http.server.request.duration"u8.ToArray()), "the server's metrics");
        await OtlpReceiver.WaitAsync(() => Has("/v1/logs", Convert.FromHexString(trace)), "the line of the analysis");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string NewTrace() => Guid.NewGuid().ToString("N");

    private bool Has(string path, byte[] bytes) => service.Collector.Bodies(path).Any(body => body.AsSpan().IndexOf(bytes) >= 0);
}
