using System.Net;
using System.Text;

namespace CryApi.Api.Tests;

/// <summary>Audio as the file of a form.</summary>
public sealed class MultipartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_file_named_file_is_the_audio()
    {
        await using var api = new ApiFactory();
        byte[] audio = [.. FakePipeline.Wav, .. "\r\n--not the boundary\r\n"u8, .. new byte[100_000]];
        using var form = new MultipartFormDataContent { { Requests.File(audio), "file", "cry.wav" } };

        Assert.Equal(HttpStatusCode.OK, (await api.CreateClient().PostAsync("/analyze", form, Stop)).StatusCode);
        Assert.Equal(audio, api.Pipeline.LastAudio);
    }

    [Fact]
    public async Task Fields_that_are_no_files_are_ignored()
    {
        await using var api = new ApiFactory();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("0.9"), "threshold" },
            { Requests.File(), "file", "cry.wav" },
            { new StringContent("note"), "comment" },
        };

        Assert.Equal(HttpStatusCode.OK, (await api.CreateClient().PostAsync("/detect", form, Stop)).StatusCode);
        Assert.Equal(FakePipeline.Wav, api.Pipeline.LastAudio);
        Assert.Null(api.Pipeline.LastOptions!.DetectionThreshold);
    }

    [Fact]
    public async Task A_part_named_file_needs_no_file_name()
    {
        await using var api = new ApiFactory();
        using var form = new MultipartFormDataContent { { Requests.File(), "file" } };
        Assert.Equal(HttpStatusCode.OK, (await api.CreateClient().PostAsync("/detect", form, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("file", "file")]
    [InlineData("file", "other")]
    [InlineData("other", "file")]
    [InlineData("other", "another")]
    public async Task Several_files_are_refused(string first, string second)
    {
        await using var api = new ApiFactory();
        using var form = new MultipartFormDataContent { { Requests.File(), first, "a.wav" }, { Requests.File(), second, "b.wav" } };
        await (await api.CreateClient().PostAsync("/detect", form, Stop)).ShouldBeAsync(400, "multiple_files");
        Assert.Equal(0, api.Pipeline.Calls);
    }

    [Theory]
    [InlineData("audio")]
    [InlineData("File")]
    [InlineData("file[]")]
    public async Task A_file_of_another_name_is_refused(string name)
    {
        await using var api = new ApiFactory();
        using var form = new MultipartFormDataContent { { Requests.File(), name, "cry.wav" } };
        await (await api.CreateClient().PostAsync("/detect", form, Stop)).ShouldBeAsync(400, "missing_file");
    }

    [Fact]
    public async Task A_form_without_a_file_is_refused()
    {
        await using var api = new ApiFactory();
        using var fields = new MultipartFormDataContent { { new StringContent("x"), "comment" } };
        await (await api.CreateClient().PostAsync("/detect", fields, Stop)).ShouldBeAsync(400, "missing_file");

        using var empty = new MultipartFormDataContent { { Requests.File([]), "file", "cry.wav" } };
        await (await api.CreateClient().PostAsync("/detect", empty, Stop)).ShouldBeAsync(400, "empty_body");
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=", "--x\r\n\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=\"\"", "--x\r\n\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x; boundary=y", "no boundary in it")]
    [InlineData("multipart/form-data;;;boundary", "--x\r\n")]
    [InlineData("multipart/form-data; boundary=x", "no boundary in it")]
    [InlineData("multipart/form-data; boundary=x", "--y\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nRIFF\r\n--y--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nRIFF")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nRIFF\r\n--x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=fi")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: attachment; name=file\r\n\r\nRIFF\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition\r\n\r\nRIFF\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\nRIFF\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789a", "--x--\r\n")]
    public async Task A_form_that_is_none_is_refused(string contentType, string body)
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().PostAudioAsync("/detect", Encoding.ASCII.GetBytes(body), contentType);
        await response.ShouldBeAsync(400, "malformed_form");
        Assert.Equal(0, api.Pipeline.Calls);
        Assert.Empty(api.Log.Complaints);
    }

    [Fact]
    public async Task Too_many_or_too_long_part_headers_and_too_many_parts_are_refused()
    {
        await using var api = new ApiFactory();
        var client = api.CreateClient();
        const string Type = "multipart/form-data; boundary=x";
        const string Part = "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";

        foreach (var body in new[]
        {
            "--x\r\nA: " + new string('a', 100_000) + "\r\n\r\n1\r\n--x--\r\n",
            "--x\r\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"H{i}: 1\r\n")) + "\r\n1\r\n--x--\r\n",
            string.Concat(Enumerable.Repeat(Part, 1000)) + "--x--\r\n",
            new string(' ', 200_000) + "--x\r\n",
        })
            await (await client.PostAudioAsync("/detect", Encoding.ASCII.GetBytes(body), Type)).ShouldBeAsync(400, "malformed_form");
    }

    [Fact]
    public async Task The_limit_holds_for_the_whole_form()
    {
        await using var api = new ApiFactory("Limits:MaxBodyBytes=2000");
        using var form = new MultipartFormDataContent { { Requests.File([.. FakePipeline.Wav, .. new byte[2000]]), "file", "cry.wav" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/detect") { Content = form };
        request.Headers.TransferEncodingChunked = true;
        await (await api.CreateClient().SendAsync(request, Stop)).ShouldBeAsync(413, "body_too_large");
    }
}
