namespace CryApi.Api.Tests;

/// <summary>What may stand in a query.</summary>
public sealed class QueryTests
{
    public static readonly TheoryData<string> BadThresholds =
    [
        "", "abc", "2", "-1", "-0.1", "1.0000001", "NaN", "nan", "Infinity", "-Infinity", "%E2%88%9E", "0x1", "0,5", "1e999",
        "%200.5", "0.5%20", "0.5%00", "%D9%A0.%D9%A5", "0.5.0", "1/2", "50%25", "true", "null", "--1", "1e", "e", ".",
        "0.00000000000000000000000000000000000000001",
        "0.5&threshold=0.5", "0.5&Threshold=0.6", "%FF",
    ];

    [Theory]
    [MemberData(nameof(BadThresholds))]
    public async Task A_threshold_that_is_not_one_number_from_0_to_1_is_named(string value)
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().PostAudioAsync($"/detect?threshold={value}");

        var problem = await response.ShouldBeAsync(400, "invalid_parameter");
        Assert.Equal(["threshold"], problem["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(0, api.Pipeline.Calls);
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("1", 1.0)]
    [InlineData("0.25", 0.25)]
    [InlineData(".5", 0.5)]
    [InlineData("1e-3", 0.001)]
    [InlineData("1.0", 1.0)]
    public async Task A_threshold_in_range_reaches_the_pipeline(string value, double expected)
    {
        await using var api = new ApiFactory();
        var client = api.CreateClient();

        var json = await (await client.PostAudioAsync($"/detect?threshold={value}")).JsonAsync();
        Assert.Equal(expected, json["threshold"]!.GetValue<double>());
        Assert.Equal(expected, api.Pipeline.LastOptions!.DetectionThreshold);

        await client.PostAudioAsync($"/classify?threshold={value}");
        Assert.Equal(expected, api.Pipeline.LastOptions!.ClassificationThreshold);
        Assert.Null(api.Pipeline.LastOptions.DetectionThreshold);
    }

    [Fact]
    public async Task Both_thresholds_of_analyze_reach_the_pipeline()
    {
        await using var api = new ApiFactory();
        await api.CreateClient().PostAudioAsync("/analyze?classificationThreshold=0.75&detectionThreshold=0.25");

        Assert.Equal(0.25, api.Pipeline.LastOptions!.DetectionThreshold);
        Assert.Equal(0.75, api.Pipeline.LastOptions.ClassificationThreshold);
    }

    [Fact]
    public async Task Without_thresholds_the_model_decides()
    {
        await using var api = new ApiFactory();
        await api.CreateClient().PostAudioAsync("/analyze");

        Assert.Null(api.Pipeline.LastOptions!.DetectionThreshold);
        Assert.Null(api.Pipeline.LastOptions.ClassificationThreshold);
        Assert.False(api.Pipeline.LastOptions.IncludeSegments);
    }

    [Fact]
    public async Task Every_bad_parameter_is_named()
    {
        await using var api = new ApiFactory();
        const string Url = "/analyze?detectionThreshold=abc&classificationThreshold=7&include=everything";
        var problem = await (await api.CreateClient().PostAudioAsync(Url)).ShouldBeAsync(400, "invalid_parameter");

        var named = problem["errors"]!.AsObject().Select(error => error.Key).Order();
        Assert.Equal(["classificationThreshold", "detectionThreshold", "include"], named);
    }

    [Theory]
    [InlineData("include=")]
    [InlineData("include=Segments")]
    [InlineData("include=segments,audio")]
    [InlineData("include=segments&include=segments")]
    public async Task An_unknown_include_is_refused(string query)
    {
        await using var api = new ApiFactory();
        var problem = await (await api.CreateClient().PostAudioAsync($"/detect?{query}")).ShouldBeAsync(400, "invalid_parameter");
        Assert.NotNull(problem["errors"]!["include"]);
    }

    [Theory]
    [InlineData("/detect?unknown=1&x&=&&%%%&detectionThreshold=abc")]
    [InlineData("/classify?include=nothing")]
    [InlineData("/analyze?threshold=abc")]
    public async Task Parameters_that_an_operation_does_not_have_are_ignored(string url)
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().PostAudioAsync(url);
        Assert.True(response.IsSuccessStatusCode);
    }
}
