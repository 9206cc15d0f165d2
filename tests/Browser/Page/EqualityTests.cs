using System.Text.Json.Nodes;

namespace CryApi.Browser.Tests.Page;

/// <summary>Fifty labelled clips: the page decides as the API does.</summary>
public sealed class EqualityTests(RealService service)
{
    private const int Clips = 50;

    private static readonly string s_data = Path.Combine(Repository.Root, "..", "shared", "data");

    [Fact]
    public async Task Verdicts_of_fifty_clips_are_those_of_the_api()
    {
        Assert.SkipUnless(Directory.Exists(s_data), "There is no ../shared/data.");
        var all = Directory.GetFiles(s_data, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".flac" or ".ogg")
            .Order(StringComparer.Ordinal)
            .ToArray();
        var clips = Enumerable.Range(0, Clips).Select(i => all[i * all.Length / Clips]).ToArray();
        await using var visit = await Visit.StartAsync(service.Start());
        foreach (var batch in clips.Chunk(10))
            await visit.ChooseAsync(batch);

        var decisions = await visit.Page.EvaluateAsync<string>("() => JSON.stringify(cryapi.decisions())");
        var shown = JsonNode.Parse(decisions)!.AsArray();
        Assert.Equal(Clips, shown.Count);
        foreach (var (clip, decision) in clips.Reverse().Zip(shown))
            Same.Should(await Api.AskAsync(new Uri(service.Start(), "/analyze"), clip), decision, clip);
        Assert.True(shown.Select(decision => (string)decision!["outcome"]!).Distinct().Count() > 1, "All clips have the same verdict.");
    }
}
