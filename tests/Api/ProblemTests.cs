using System.Net;
using System.Net.Http.Headers;
using CryApi.Audio;

namespace CryApi.Api.Tests;

/// <summary>Errors.</summary>
public sealed class ProblemTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static readonly TheoryData<AudioErrorCode, int, string> AudioErrors = new()
    {
        { AudioErrorCode.EmptyBody, 400, "empty_body" },
        { AudioErrorCode.AudioTooLong, 413, "audio_too_long" },
        { AudioErrorCode.UnsupportedFormat, 415, "unsupported_format" },
        { AudioErrorCode.Truncated, 422, "truncated" },
        { AudioErrorCode.Corrupt, 422, "corrupt" },
        { AudioErrorCode.NoAudioTrack, 422, "no_audio_track" },
        { AudioErrorCode.TooShort, 422, "too_short" },
        { AudioErrorCode.UnsupportedSampleRate, 422, "unsupported_sample_rate" },
        { AudioErrorCode.TooManyChannels, 422, "too_many_channels" },
        { AudioErrorCode.Timeout, 504, "timeout" },
    };

    [Theory]
    [MemberData(nameof(AudioErrors))]
    public async Task Audio_that_cannot_be_used_has_the_status_and_code_of_its_reason(AudioErrorCode error, int status, string code)
    {
        await using var api = new ApiFactory();
        api.Pipeline.OnCall = (_, _) => throw new AudioException(error, "A sentence for a person.");

        var problem = await (await api.CreateClient().PostAudioAsync("/analyze")).ShouldBeAsync(status, code);
        Assert.Equal("A sentence for a person.", problem["detail"]!.GetValue<string>());
        Assert.Empty(api.Log.Complaints);
    }

    [Fact]
    public async Task A_request_that_memory_does_not_suffice_for_is_told_to_come_back()
    {
        await using var api = new ApiFactory();
        api.Pipeline.OnCall = (_, _) => throw new InsufficientMemoryException();

        var response = await api.CreateClient().PostAudioAsync("/analyze");
        Assert.NotNull(response.Headers.RetryAfter);
        await response.ShouldBeAsync(503, "overloaded");
        Assert.Single(api.Log.Complaints);
    }

    [Fact]
    public void Every_audio_error_has_a_kind_of_its_own()
    {
        Assert.All(Enum.GetValues<AudioErrorCode>(), error => Assert.Contains(AudioErrors, row => row.Data.Item1 == error));
        Assert.Equal(Enum.GetValues<AudioErrorCode>().Length, Enum.GetValues<AudioErrorCode>().Select(ProblemKinds.For).Distinct().Count());
    }

    [Fact]
    public async Task An_unknown_address_is_a_problem_too()
    {
        await using var api = new ApiFactory();
        await (await api.CreateClient().GetAsync("/nothing", Stop)).ShouldBeAsync(404, "not_found");
        await (await api.CreateClient().PostAudioAsync("/detect/more")).ShouldBeAsync(404, "not_found");
    }

    [Theory]
    [InlineData("GET", "/detect", "POST")]
    [InlineData("PUT", "/analyze", "POST")]
    [InlineData("POST", "/models", "GET")]
    [InlineData("BREW", "/classify", "POST")]
    public async Task A_wrong_method_is_told_the_right_one(string method, string url, string allowed)
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().SendAsync(new HttpRequestMessage(new HttpMethod(method), url), Stop);
        await response.ShouldBeAsync(405, "method_not_allowed");
        Assert.Equal([allowed], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("audio/wav")]
    [InlineData("garbage")]
    public async Task A_problem_is_problem_json_whatever_the_caller_accepts(string accept)
    {
        await using var api = new ApiFactory();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        await (await api.CreateClient().SendAsync(request, Stop)).ShouldBeAsync(404, "not_found");
    }

    [Fact]
    public async Task A_fault_of_the_server_is_logged_and_tells_the_caller_nothing()
    {
        await using var api = new ApiFactory();
        api.Pipeline.OnCall = (_, _) => throw new InvalidOperationException("secret inner working");

        var problem = await (await api.CreateClient().PostAudioAsync("/detect")).ShouldBeAsync(500, "internal_error");
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("secret inner working", Assert.Single(api.Log.Complaints), StringComparison.Ordinal);

        api.Pipeline.OnCall = (_, _) => Task.CompletedTask;
        Assert.Equal(HttpStatusCode.OK, (await api.CreateClient().PostAudioAsync("/detect")).StatusCode);
    }

    [Fact]
    public async Task A_detail_of_hostile_text_is_still_one_json_document()
    {
        await using var api = new ApiFactory();
        api.Pipeline.OnCall = (_, _) => throw new AudioException(AudioErrorCode.Corrupt, "\"}<script>\u0000\u2028\ud800");
        await (await api.CreateClient().PostAudioAsync("/detect")).ShouldBeAsync(422, "corrupt");
    }

    [Fact]
    public async Task The_trace_of_the_caller_goes_on()
    {
        await using var api = new ApiFactory();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        request.Headers.TryAddWithoutValidation("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        var problem = await (await api.CreateClient().SendAsync(request, Stop)).ShouldBeAsync(404, "not_found");
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", problem["traceId"]!.GetValue<string>());
    }
}
