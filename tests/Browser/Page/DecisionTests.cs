using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>Thresholds, modes and priors decide again at once: what is shown is what the curl line gives, and nothing was asked for.</summary>
public sealed class DecisionTests(RealService service)
{
    [Theory]
    [InlineData("scene", 0.05)]
    [InlineData("scene", 0.5)]
    [InlineData("scene", 0.9)]
    [InlineData("scene", 0.999)]
    [InlineData("cry", 0.3)]
    [InlineData("cry", 1)]
    [InlineData("chime", 0)]
    [InlineData("siren", 0.01)]
    public async Task Another_detection_threshold_gives_the_answer_that_the_api_gives_at_it(string sample, double threshold)
    {
        await using var visit = await OpenAsync(sample);
        await visit.SlideAsync("detectionThreshold", threshold);
        await ShouldBeServedAsync(visit, sample, $"detectionThreshold={threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public async Task A_threshold_above_the_probability_turns_a_cry_into_none_and_back()
    {
        await using var visit = await OpenAsync("cry");
        await visit.ShouldSayAsync("Cry");
        await visit.Page.Locator("#detectionThreshold").PressAsync("End");
        await visit.ShouldSayAsync("No cry");
        await Assertions.Expect(visit.Cards.First.Locator(".events")).ToHaveTextAsync("none at this threshold");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the models' own" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#detectionThreshold-value")).ToContainTextAsync("the model's own");
        await ShouldBeServedAsync(visit, "cry", "");
    }

    [Theory]
    [InlineData(0, "cry")]
    [InlineData(1, "cry_type_uncertain")]
    public async Task A_classification_threshold_decides_whether_a_type_is_named(double threshold, string outcome)
    {
        await using var visit = await OpenAsync("cry");
        await visit.SlideAsync("classificationThreshold", threshold);
        await ShouldBeServedAsync(visit, "cry", $"classificationThreshold={threshold}");
        Assert.Equal(outcome, (string)(await visit.ShownAsync())["outcome"]!);
    }

    [Theory]
    [InlineData("cry")]
    [InlineData("siren")]
    public async Task Classification_only_is_what_classify_answers(string sample)
    {
        await using var visit = await OpenAsync(sample);
        await visit.Page.GetByText("Classification only").ClickAsync();
        await ShouldBeServedAsync(visit, sample, "");
        Assert.EndsWith("/classify", (await visit.CurlAddressAsync()).AbsolutePath, StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.Locator("#detectionThreshold")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_is_known_beforehand_changes_the_calibrated_values_as_the_api_does()
    {
        await using var visit = await OpenAsync("cry");
        var before = await visit.ShownAsync();
        await visit.Page.Locator("#fed-known").CheckAsync();
        await visit.SlideAsync("fed", 4);
        await visit.Page.Locator("#nap-known").CheckAsync();
        await visit.SlideAsync("nap", 0.5);
        await ShouldBeServedAsync(visit, "cry", null);
        var calibrated = (await visit.ShownAsync())["classification"]!["calibrated"]!;
        Assert.True((double)calibrated["prior"]!["hungry"]! > 3 * (double)calibrated["prior"]!["discomfort"]!);

        await visit.Page.Locator("summary").Filter(new() { HasText = "Before anything is heard" }).ClickAsync();
        await visit.SlideAsync("weight-burping", 90);
        await ShouldBeServedAsync(visit, "cry", null);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "I know nothing" }).ClickAsync();
        Same.Should(before, await visit.ShownAsync());
    }

    [Fact]
    public async Task With_a_prior_of_the_server_that_is_where_it_starts_from()
    {
        await using var other = new ConfiguredService("Classification:Prior=hungry:0.5");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.ChooseAsync(Visit.Sample("cry"));
        await ShouldBeServedAsync(visit, "cry", "");
        await visit.Page.Locator("#nap-known").CheckAsync();
        await visit.SlideAsync("nap", 3);
        await ShouldBeServedAsync(visit, "cry", null);
    }

    [Fact]
    public async Task Where_the_server_rules_a_type_out_nothing_can_be_weighed()
    {
        await using var other = new ConfiguredService("Classification:Prior=burping:0");
        await using var visit = await Visit.StartAsync(other.Start());
        await Assertions.Expect(visit.Page.GetByText("This server rules out some types beforehand")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#fed-known")).ToBeHiddenAsync();
        await visit.ChooseAsync(Visit.Sample("cry"));
        await ShouldBeServedAsync(visit, "cry", "");
    }

    private async Task<Visit> OpenAsync(string sample)
    {
        var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(Visit.Sample(sample));
        return visit;
    }

    /// <param name="visit">The page.</param>
    /// <param name="sample">What was chosen.</param>
    /// <param name="query">The query that the curl line must have; null for any.</param>
    private static async Task ShouldBeServedAsync(Visit visit, string sample, string? query)
    {
        var asked = visit.Requests.Count(request => request.Method == "POST");
        Assert.Equal(1, asked);
        var address = await visit.CurlAddressAsync();
        if (query is not null)
            Assert.Equal(query, address.Query.TrimStart('?'));
        JsonNode shown = await visit.ShownAsync();
        Same.Should(await Api.AskAsync(address, Visit.Sample(sample)), shown);
    }
}
