using System.Text.Json;
using CryApi.Features.Acoustics;
using CryApi.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Browser.Tests.Page;

/// <summary>What an answer names by a code the page says in words.</summary>
public sealed class TextTests(RealService service)
{
    /// <summary>What is done to a cry, and how the warning that it brings begins.</summary>
    public static TheoryData<string, string> Warnings { get; } = new()
    {
        { "nothing is heard", "Silence:" },
        { "too loud", "Clipped:" },
        { "far away", "Very quiet:" },
        { "with as much noise", "Noisy:" },
        { "over a telephone", "Nothing above 4 kHz:" },
    };

    [Theory]
    [MemberData(nameof(Warnings))]
    public async Task A_warning_is_told(string what, string text)
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync("cry.wav", Make(what));
        await visit.ShouldSayAsync(text);
        Assert.Equal((await visit.ShownAsync())["audio"]!["warnings"]!.AsArray().Count, await visit.Cards.First.Locator(".warnings li").CountAsync());
    }

    [Fact]
    public async Task Every_descriptor_has_a_name()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(Visit.Sample("cry"));
        var names = await visit.Cards.First.Locator(".acoustics tbody th").AllInnerTextsAsync();
        Assert.Equal(typeof(CryAcoustics).GetProperties().Length, names.Count);
        Assert.Empty(names.Intersect(typeof(CryAcoustics).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))));
    }

    [Fact]
    public async Task Every_type_and_every_strength_of_evidence_has_a_name()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        var named = await visit.Page.EvaluateAsync<string[][]>(
            "async () => { const { texts } = await import('./js/texts.js'); return [Object.keys(texts.vote.evidence), Object.keys(texts.types)]; }");
        Assert.Equal(Enum.GetNames<Evidence>().Select(name => name.ToLowerInvariant()), named[0]);
        Assert.Equal(service.Services.GetRequiredService<ICryPipeline>().Manifest.Stages[StageNames.Classifier].Labels!.Order(), named[1].Order());
    }

    private static byte[] Make(string what)
    {
        var random = new Random(1);
        return what switch
        {
            "nothing is heard" => Sounds.WithSamples(_ => 0.0),
            "too loud" => Sounds.WithSamples(sample => 30 * sample),
            "far away" => Sounds.WithSamples(sample => sample / 1_000),
            "with as much noise" => Sounds.WithSamples(sample => (sample / 4) + (8_000 * ((2 * random.NextDouble()) - 1))),
            "over a telephone" => Sounds.Encoded(() => MediaTool.Ffmpeg("-i IN -ar 8000 -c:a pcm_s16le -f wav", Sounds.Cry)),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }
}
