using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>What goes wrong around a file is told in words, with what to do.</summary>
public sealed class ErrorTests(RealService service)
{
    private const string Key = "a-key-of-more-than-thirty-two-characters";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_too_large_is_not_sent()
    {
        await using var other = new ConfiguredService("Limits:MaxBodyBytes=1048576");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.ChooseAsync("large.wav", new byte[1_048_577]);
        await visit.ShouldSayAsync("The file is too large");
        await visit.ShouldSayAsync("At most 1 MiB are taken");
        Assert.DoesNotContain(visit.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Without_a_network_it_says_so_and_goes_on_when_there_is_one()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await Assertions.Expect(visit.Page.Locator("#formats")).ToContainTextAsync("formats");
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.ShouldSayAsync("You are offline");
        await visit.Page.Context.SetOfflineAsync(false);
        await visit.Cards.First.GetByRole(AriaRole.Button, new() { Name = "Try again: cry.wav" }).ClickAsync();
        await visit.ShouldSayAsync("Cry");
    }

    [Fact]
    public async Task A_server_that_is_gone_is_told()
    {
        var other = new ConfiguredService();
        await using var visit = await Visit.StartAsync(other.Start());
        await Assertions.Expect(visit.Page.Locator("#formats")).ToContainTextAsync("formats");
        await other.DisposeAsync();
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.ShouldSayAsync("The server can't be reached");
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_when_it_said_so()
    {
        // One request every two seconds: the second waits for its turn, and gets it.
        await using var other = new ConfiguredService("RateLimit:RequestsPerMinute=30", "RateLimit:Burst=1");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.Page.Locator("#files").SetInputFilesAsync([Visit.Sample("cry"), Visit.Sample("siren")]);
        await Assertions.Expect(visit.Cards.GetByText("The server is busy; trying again in").First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        await using var other = new ConfiguredService("RateLimit:RequestsPerMinute=2", "RateLimit:Burst=1");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.Page.Locator("#files").SetInputFilesAsync(Visit.Sample("siren"));
        await Assertions.Expect(visit.Cards.GetByText("The server is busy; trying again in").First).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel: siren.wav" }).ClickAsync();
        await visit.ShouldSayAsync("Cancelled.");
    }

    [Fact]
    public async Task What_waits_in_line_can_be_cancelled_and_asked_for_again()
    {
        await using var other = new ConfiguredService("RateLimit:RequestsPerMinute=2", "RateLimit:Burst=1");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.ChooseAsync(Visit.Sample("cry"));

        // Two wait for the server, the third for them.
        await visit.Page.Locator("#files").SetInputFilesAsync([Visit.Sample("siren"), Visit.Sample("scene"), Visit.Sample("speech")]);
        var third = visit.Cards.First;
        await Assertions.Expect(third.GetByText("Waiting for its turn")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel: speech.wav" }).ClickAsync();
        await visit.ShouldSayAsync("Cancelled.");
        await Assertions.Expect(third.GetByRole(AriaRole.Button, new() { Name = "Try again: speech.wav" })).ToBeFocusedAsync();

        await third.GetByRole(AriaRole.Button, new() { Name = "Try again: speech.wav" }).ClickAsync();
        await Assertions.Expect(third.GetByText("Waiting for its turn")).ToBeVisibleAsync();
        await Assertions.Expect(third.GetByRole(AriaRole.Button, new() { Name = "Remove: speech.wav" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Models_that_were_exchanged_meanwhile_are_those_that_decide()
    {
        var folder = Directory.CreateTempSubdirectory("cryapi-page-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(Repository.Models))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            await using var other = new ConfiguredService($"Models:Path={folder}", "Models:WatchSeconds=0.2");
            await using var visit = await Visit.StartAsync(other.Start());
            await Assertions.Expect(visit.Page.Locator("#formats")).ToContainTextAsync("formats");

            var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), Stop))!;
            (manifest["stages"]!["detector"]!["version"], manifest["stages"]!["detector"]!["defaultThreshold"]) = ("9.9.9", 1);
            await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), manifest.ToJsonString(), Stop);
            await Assertions.Expect(visit.Page.Locator("body")).ToBeVisibleAsync();
            await visit.Page.WaitForFunctionAsync(
                "async () => (await (await fetch('models')).json()).stages.detector.version === '9.9.9'", options: new() { PollingInterval = 200 });
            await visit.ChooseAsync(Visit.Sample("cry"));
            await visit.ShouldSayAsync("No cry");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Before_it_is_sent_a_file_that_is_gone_is_told_from_a_server_that_is()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await Assertions.Expect(visit.Page.Locator("#formats")).ToContainTextAsync("formats");
        await visit.Page.Context.SetOfflineAsync(true);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.wav");
        File.Copy(Visit.Sample("cry"), path);
        await visit.ChooseAsync(path);
        await visit.ShouldSayAsync("You are offline");
        File.Delete(path);
        await visit.Page.Context.SetOfflineAsync(false);
        await visit.Cards.First.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await visit.ShouldSayAsync("The file can't be read");
    }

    [Fact]
    public async Task A_key_is_asked_for_and_what_waited_for_it_goes_on()
    {
        await using var other = new ConfiguredService(
            "ApiKeys:Keys:0:Name=page", $"ApiKeys:Keys:0:Sha256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.Page.Locator("#files").SetInputFilesAsync(Visit.Sample("cry"));
        await Assertions.Expect(visit.Page.Locator("#key-panel")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("API key").FillAsync("a-wrong-key");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use key" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("The server does not know this key.")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("API key").FillAsync(Key);
        await visit.Page.GetByLabel("API key").PressAsync("Enter");
        await visit.ShouldSayAsync("Cry");
        await Assertions.Expect(visit.Cards.First.Locator("pre.curl")).ToContainTextAsync("-H \"X-Api-Key: $CRYAPI_KEY\"");
        Assert.DoesNotContain(Key, await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }
}
