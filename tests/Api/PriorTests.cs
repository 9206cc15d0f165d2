namespace CryApi.Api.Tests;

/// <summary>What the caller knows beforehand, as it stands in a query and in the configuration.</summary>
public sealed class PriorTests
{
    public static readonly TheoryData<string> Bad =
    [
        "", "%20", "hungry", "hungry:", ":0.5", "hungry=0.5", "0.5", "hungry:0.5,", "hungry:0.5;tired:0.1", "hungry:0.5,,tired:0.1",
        "Hungry:0.5", "normal:0.5", "hungry:0.2,hungry:0.2", "hungry:-0.1", "hungry:%2B0.1", "hungry:+0.1", "hungry:NaN", "hungry:Infinity",
        "hungry:%E2%88%9E", "hungry:1e999", "hungry:0x1", "hungry:0.5%00", "hungry:%200.5", "hungry:0.5%0A", "hungry:%D9%A0.%D9%A5",
        "hungry:1.1", "hungry:0.6,tired:0.6", "hungry:1,tired:1e-8", "belly_pain:0,burping:0,discomfort:0,hungry:0,tired:0",
        "hungry:0.5&prior=hungry:0.5", "hungry:0.5&Prior=tired:0.1", "%FF", "hungry%253A0.5",
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_prior_that_is_none_is_named(string value)
    {
        await using var api = new ApiFactory();
        foreach (var url in (string[])["/classify", "/analyze"])
        {
            var problem = await (await api.CreateClient().PostAudioAsync($"{url}?prior={value}")).ShouldBeAsync(400, "invalid_parameter");
            Assert.Equal(["prior"], problem["errors"]!.AsObject().Select(error => error.Key));
        }

        Assert.Equal(0, api.Pipeline.Calls);
    }

    [Fact]
    public async Task An_endless_prior_is_refused()
    {
        await using var api = new ApiFactory();
        var url = "/classify?prior=hungry:0." + new string('1', 5_000);
        await (await api.CreateClient().PostAudioAsync(url)).ShouldBeAsync(400, "invalid_parameter");
    }

    [Theory]
    [InlineData("hungry:0.2,tired:0.6")]
    [InlineData("hungry%3A0.2%2Ctired%3A0.6")]
    [InlineData("tired:0.6,hungry:2e-1")]
    public async Task A_prior_reaches_the_pipeline(string value)
    {
        await using var api = new ApiFactory();
        foreach (var url in (string[])["/classify", "/analyze"])
        {
            await api.CreateClient().PostAudioAsync($"{url}?prior={value}");
            var shares = api.Pipeline.LastOptions!.Prior!.Shares;
            Assert.Equal(FakePipeline.Types, shares.Keys);
            foreach (var (expected, share) in ((double[])[0.2 / 3, 0.2 / 3, 0.2 / 3, 0.2, 0.6]).Zip(shares.Values))
                Assert.Equal(expected, share, 1e-12);
        }
    }

    [Fact]
    public async Task Without_a_prior_the_server_decides()
    {
        await using var api = new ApiFactory();
        await api.CreateClient().PostAudioAsync("/classify");
        Assert.Null(api.Pipeline.LastOptions!.Prior);
    }

    [Fact]
    public async Task Detection_has_no_prior()
    {
        await using var api = new ApiFactory();
        Assert.True((await api.CreateClient().PostAudioAsync("/detect?prior=nonsense")).IsSuccessStatusCode);
        Assert.Null(api.Pipeline.LastOptions!.Prior);
    }

    [Fact]
    public async Task It_is_named_beside_other_bad_parameters()
    {
        await using var api = new ApiFactory();
        var problem = await (await api.CreateClient().PostAudioAsync("/classify?threshold=2&prior=x")).ShouldBeAsync(400, "invalid_parameter");
        Assert.Equal(["prior", "threshold"], problem["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Fact]
    public void The_servers_own_is_read_in_the_same_form()
    {
        Assert.Null(new ClassificationOptions().ToPrior(FakePipeline.Types));
        Assert.Equal(0.9, new ClassificationOptions { Prior = "hungry:0.9" }.ToPrior(FakePipeline.Types)!.Shares["hungry"]);
        Assert.True(new ClassificationOptionsValidator().Validate(new ClassificationOptions { Prior = "hungry:0.9" }).IsValid);
        Assert.False(new ClassificationOptionsValidator().Validate(new ClassificationOptions { Prior = new string('x', 1_000) }).IsValid);
        var error = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(
            () => new ClassificationOptions { Prior = "hungr:0.9" }.ToPrior(FakePipeline.Types));
        Assert.Contains("Classification:Prior", error.Message, StringComparison.Ordinal);
    }
}
