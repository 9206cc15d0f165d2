using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>
/// Answers that the service gives only in moments which no test can make, and those of what stands before it: here something between the page and the
/// service gives them.
/// </summary>
public sealed partial class ProblemTextTests(RealService service)
{
    // What the page itself never does wrong has no words of its own: the server's are shown.
    private static readonly string[] s_codesOfOthers = ["missing_file", "multiple_files", "malformed_form", "method_not_allowed"];

    /// <summary>Every code of the contract.</summary>
    public static TheoryData<string> Codes { get; } = new(
        CodeList().Match(File.ReadAllText(Path.Combine(Repository.Root, "openapi.yaml"))).Groups[1].Captures.Select(code => code.Value));

    [Fact]
    public void All_codes_of_the_contract_are_tried() => Assert.InRange(Codes.Count, 20, 60);

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_problem_is_told_in_words_with_what_to_do(string code)
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.InterceptAsync(() => Problem(code, 500));
        await visit.ChooseAsync(Visit.Sample("cry"));
        var problem = visit.Cards.First.Locator(".problem");
        await Assertions.Expect(problem).ToContainTextAsync($"For support: {code}, trace 0af7651916cd43dd8448eb211c80319c");
        await Assertions.Expect(problem).ToContainTextAsync("The server says: What it said.");
        if (s_codesOfOthers.Contains(code))
            await Assertions.Expect(problem.Locator(".says")).ToHaveTextAsync("A title");
        else
            await Assertions.Expect(problem.Locator(".says")).Not.ToHaveTextAsync("A title");
        var advice = await problem.Locator("p:not(.says):not(.hint)").InnerTextAsync();
        Assert.Equal(s_codesOfOthers.Contains(code), advice.Length == 0);
        Assert.DoesNotContain("{", advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_starts_is_asked_until_it_is_ready()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.InterceptAsync(() => Problem("not_ready", 503, retryAfter: "1"));
        await visit.Page.Locator("#files").SetInputFilesAsync(Visit.Sample("cry"));
        await Assertions.Expect(visit.Cards.GetByText("The server is busy; trying again in")).ToBeVisibleAsync();
        await visit.Page.UnrouteAsync("**/analyze*");
        await visit.ShouldSayAsync("Cry");
    }

    [Theory]
    [InlineData("not_ready", "The server is starting or stopping", "Try again in a moment.")]
    [InlineData("overloaded", "The server is busy", "It was asked several times. Try again in a while.")]
    public async Task A_server_that_stays_busy_is_not_asked_for_ever(string code, string title, string advice)
    {
        var asked = 0;
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.InterceptAsync(() =>
        {
            asked++;
            return Problem(code, 503, retryAfter: "1");
        });
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.ShouldSayAsync(title);
        await visit.ShouldSayAsync(advice);
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task Nobody_waits_for_an_hour()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.InterceptAsync(() => Problem("rate_limited", 429, retryAfter: "3600"));
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.ShouldSayAsync("You ask too often");
    }

    [Theory]
    [InlineData(413, "The file is too large")]
    [InlineData(502, "The server can't be reached")]
    [InlineData(504, "The server can't be reached")]
    [InlineData(403, "The answer could not be read")]
    [InlineData(200, "The answer could not be read")]
    public async Task What_a_gateway_says_in_its_own_way_is_understood_by_its_status(int status, string title)
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.InterceptAsync(() => new() { Status = status, ContentType = "text/html", Body = "<html><h1>nginx</h1></html>" });
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.ShouldSayAsync(title);
        await Assertions.Expect(visit.Cards.First.GetByText("nginx")).ToHaveCountAsync(0);
    }

    private static RouteFulfillOptions Problem(string code, int status, string? retryAfter = null) => new()
    {
        Status = status,
        ContentType = "application/problem+json",
        Headers = retryAfter is null ? null : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
        Body = JsonSerializer.Serialize(new { title = "A title", status, detail = "What it said.", code, traceId = "0af7651916cd43dd8448eb211c80319c" }),
    };

    [GeneratedRegex(@"enum:\n(?: +- (\w+)\n)+ +type: string\n +description: 'The kind of problem")]
    private static partial Regex CodeList();
}
