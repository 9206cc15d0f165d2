using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>Files on the page: what it shows is what the API says.</summary>
public sealed class UploadTests(RealService service)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cry")]
    [InlineData("scene")]
    [InlineData("siren")]
    [InlineData("speech")]
    [InlineData("chime")]
    [InlineData("white-noise")]
    public async Task A_file_is_answered_as_by_the_api(string sample)
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(Visit.Sample(sample));
        var address = await visit.CurlAddressAsync();
        Assert.Equal("/analyze", address.PathAndQuery);
        Same.Should(await Api.AskAsync(address, Visit.Sample(sample)), await visit.ShownAsync());
        var isCry = (bool)(await visit.ShownAsync())["detection"]!["isCry"]!;
        await visit.ShouldSayAsync(isCry ? "Cry" : "No cry");
        await Assertions.Expect(visit.Cards.First.Locator(".events button")).ToHaveCountAsync(
            (await visit.ShownAsync())["detection"]!["events"]!.AsArray().Count);
    }

    [Fact]
    public async Task Files_may_be_dropped_anywhere()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        var bytes = Convert.ToBase64String(await File.ReadAllBytesAsync(Visit.Sample("cry"), Stop));
        var transfer = await visit.Page.EvaluateHandleAsync(
            """
            (base64) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], "dropped.wav"));
              return transfer;
            }
            """,
            bytes);
        await visit.Page.DispatchEventAsync("#drop", "dragover", new { dataTransfer = transfer });
        await Assertions.Expect(visit.Page.Locator("#drop.over")).ToBeVisibleAsync();
        await visit.Page.DispatchEventAsync("body", "drop", new { dataTransfer = transfer });
        await visit.ShouldSayAsync("dropped.wav");
        await visit.ShouldSayAsync("Cry");
    }

    [Fact]
    public async Task Several_files_have_a_row_each_and_open_one_by_one()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(Visit.Sample("cry"), Visit.Sample("siren"), Visit.Sample("speech"));
        await Assertions.Expect(visit.Cards.Locator("h3")).ToHaveTextAsync(["speech.wav", "siren.wav", "cry.wav"]);
        await Assertions.Expect(visit.Page.Locator("canvas.probability")).ToHaveCountAsync(0);

        await visit.Cards.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Details: siren.wav" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("canvas.probability")).ToHaveCountAsync(1);
        await visit.Cards.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Remove: siren.wav" }).ClickAsync();
        await Assertions.Expect(visit.Cards.Locator("h3")).ToHaveTextAsync(["speech.wav", "cry.wav"]);
    }

    [Fact]
    public async Task A_format_that_the_browser_cannot_play_still_has_its_probability_drawn()
    {
        Assert.SkipUnless(await service.DecodesWebMAsync(), "The service has no decoder for AMR.");
        var memo = Sounds.Encoded(() => MediaTool.Sox("-r 8000 -c 1 -t amr-nb", File.ReadAllBytes(Visit.Sample("cry"))));
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync("memo.amr", memo);
        await visit.ShouldSayAsync("This browser can't play this format");
        await visit.ShouldSayAsync("Nothing above 4 kHz");
        await Assertions.Expect(visit.Cards.First.Locator("audio")).ToHaveCountAsync(0);
        await visit.ShouldBeDrawnAsync("canvas.probability");
    }

    [Fact]
    public async Task Sound_is_drawn_and_an_event_is_played_to_its_end()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(Visit.Sample("cry"));
        foreach (var canvas in new[] { "canvas.probability", "canvas.waveform", "canvas.spectrogram" })
            await visit.ShouldBeDrawnAsync(canvas);

        var found = (await visit.ShownAsync())["detection"]!["events"]![0]!;
        await visit.Cards.First.Locator(".events button").First.ClickAsync();
        await visit.Page.WaitForFunctionAsync(
            "(end) => { const audio = document.querySelector('audio'); return audio.paused && Math.abs(audio.currentTime - end) < 0.5; }",
            (double)found["endSeconds"]!);
    }

    [Fact]
    public async Task An_event_that_is_drawn_over_the_sound_is_played()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(Visit.Sample("scene"));
        await Assertions.Expect(visit.Cards.First.Locator("audio")).ToBeVisibleAsync();
        var found = (await visit.ShownAsync())["detection"]!["events"]!.AsArray();
        Assert.Equal(found.Count, await visit.Cards.First.Locator(".mark").CountAsync());
        await visit.Cards.First.Locator(".mark").Last.ClickAsync();
        await visit.Page.WaitForFunctionAsync(
            "([start, end]) => { const { currentTime, played } = document.querySelector('audio'); return played.length === 1 && currentTime >= start && currentTime < end + 0.5; }",
            new[] { (double)found[^1]!["startSeconds"]!, (double)found[^1]!["endSeconds"]! });
    }

    [Fact]
    public async Task A_click_on_a_drawing_seeks_there()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(Visit.Sample("siren"));
        await Assertions.Expect(visit.Cards.First.Locator("audio")).ToBeVisibleAsync();

        // Nothing lies over the drawing where no cry was found. A click without a place is one on the middle.
        await visit.Cards.First.Locator("canvas.waveform").ClickAsync(new() { Force = true });
        var middle = (double)(await visit.ShownAsync())["audio"]!["durationSeconds"]! / 2;
        Assert.Equal(middle, await visit.Page.EvaluateAsync<double>("() => document.querySelector('audio').currentTime"), middle / 50);
    }

    [Theory]
    [InlineData("cry.wav", "Cry")]
    [InlineData("siren.wav", "No cry")]
    public async Task A_sample_of_the_service_is_one_click_away(string sample, string verdict)
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.Page.Locator($"[data-sample='{sample}']").ClickAsync();
        await visit.ShouldSayAsync(verdict);
    }

    [Fact]
    public async Task Under_the_path_of_a_gateway_it_works_as_well()
    {
        await using var visit = await Visit.StartAsync(service.Start(), path: RealService.PathBase);
        Assert.Equal("/cry/", new Uri(visit.Page.Url).AbsolutePath);
        await visit.ChooseAsync(Visit.Sample("cry"));
        Assert.Equal("/cry/analyze", (await visit.CurlAddressAsync()).AbsolutePath);
        Assert.All(visit.Requests, request => Assert.StartsWith("/cry/", new Uri(request.Url).AbsolutePath + "/", StringComparison.Ordinal));
    }
}
