using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>
/// A bundle whose classifier has further outputs. Here the square root of the vote stands for the posterior and the rounded vote for the set,
/// whatever further outputs the shipped graph has.
/// </summary>
public sealed class CalibrationTests : IDisposable
{
    private static readonly byte[] Cry = WavWriter.ToPcm16(SoundLibrary.Create("cry", 4, 1).Samples, PatchGeometry.SampleRate);

    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-calibration-").FullName;

    public CalibrationTests()
    {
        foreach (var file in Directory.GetFiles(Repository.Models))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        var path = Path.Combine(_folder, "classifier.onnx");
        var graph = GraphExtension.With(File.ReadAllBytes(path), "Sqrt", "probabilities", "root", 5);
        graph = GraphExtension.With(graph, "Round", "probabilities", "rounded", 5);
        File.WriteAllBytes(path, graph);
        Edit(classifier =>
        {
            classifier["sha256"] = Convert.ToHexStringLower(SHA256.HashData(graph));
            classifier["calibration"] = Calibration();
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_prior_the_posterior_is_that_of_the_graph()
    {
        var answer = await ClassifyAsync(null);
        Assert.Equal(answer.Probabilities.Keys, answer.Calibrated!.Probabilities.Keys);
        Assert.Equal(answer.Probabilities.Keys, answer.Calibrated.Prior.Keys);
        Assert.All(answer.Calibrated.Prior.Values, share => Assert.Equal(0.2, share));
        var roots = answer.Probabilities.Values.Sum(Math.Sqrt);
        foreach (var (type, share) in answer.Probabilities)
            Assert.Equal(Math.Sqrt(share) / roots, answer.Calibrated.Probabilities[type], 1e-6);
        Assert.Equal(answer.Probabilities.Where(p => p.Value > 0.5).Select(p => p.Key), answer.Calibrated.PredictionSet);
        Assert.Equal(0.9, answer.Calibrated.Coverage);
    }

    [Fact]
    public async Task A_prior_changes_the_calibrated_probabilities_only()
    {
        var (without, with) = (await ClassifyAsync(null), await ClassifyAsync("tired:0.6,hungry:0"));
        Assert.Equal(without with { Calibrated = null, Probabilities = with.Probabilities, Audio = with.Audio }, with with { Calibrated = null });
        Assert.Equal(without.Probabilities, with.Probabilities);
        Assert.Equal(without.Calibrated!.PredictionSet, with.Calibrated!.PredictionSet);
        Assert.Equal(0.6, with.Calibrated.Prior["tired"]);
        Assert.Equal(0, with.Calibrated.Probabilities["hungry"]);
        Assert.Equal(1, with.Calibrated.Probabilities.Values.Sum(), 12);

        // Bayes' rule by hand, from the graph's own posterior.
        var weights = without.Calibrated.Probabilities.ToDictionary(p => p.Key, p => p.Value * with.Calibrated.Prior[p.Key]);
        foreach (var (type, weight) in weights)
            Assert.Equal(weight / weights.Values.Sum(), with.Calibrated.Probabilities[type], 1e-9);
    }

    // The prior that makes the answer even against the sound, ones that rule types out, and one that is certain.
    [Fact]
    public async Task Evidence_is_the_sounds_whatever_the_prior()
    {
        var without = await ClassifyAsync(null);
        var likelihood = without.Calibrated!.Probabilities;
        var best = likelihood.MaxBy(p => p.Value);
        var factor = best.Value / likelihood.Where(p => p.Key != best.Key).Average(p => p.Value);
        var expected = factor switch { < 1.5 => Evidence.None, < 3 => Evidence.Weak, < 10 => Evidence.Moderate, _ => Evidence.Strong };
        Assert.NotEqual(Evidence.None, expected);
        Assert.Equal(expected, without.Calibrated.Evidence);

        var inverse = likelihood.Sum(p => 1 / p.Value);
        var even = string.Join(',', likelihood.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}:{1 / p.Value / inverse:F12}")));
        foreach (var prior in (string[])[even, $"{best.Key}:0", $"{best.Key}:1", "tired:0.6,hungry:0", "belly_pain:1"])
            Assert.Equal(expected, (await ClassifyAsync(prior)).Calibrated!.Evidence);
    }

    [Fact]
    public async Task The_pipelines_prior_holds_where_the_caller_gives_none()
    {
        Assert.True(TypePrior.TryParse("burping:0.9", ["belly_pain", "burping", "discomfort", "hungry", "tired"], out var prior, out _));
        using var pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = _folder, Prior = prior });
        var stop = TestContext.Current.CancellationToken;
        var standing = await pipeline.AnalyzeAsync(Cry, new() { DetectionThreshold = 0 }, stop);
        Assert.Equal(0.9, standing.Classification!.Calibrated!.Prior["burping"]);

        var own = TypePrior.Uniform([.. prior.Shares.Keys]);
        var asked = await pipeline.AnalyzeAsync(Cry, new() { DetectionThreshold = 0, Prior = own }, stop);
        Assert.Equal(own.Shares, asked.Classification!.Calibrated!.Prior);
    }

    [Fact]
    public async Task A_prior_of_other_types_is_a_mistake_of_the_program()
    {
        using var pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = _folder });
        var options = new AnalysisOptions { Prior = TypePrior.Uniform(["a", "b"]) };
        await Assert.ThrowsAsync<ArgumentException>(() => pipeline.ClassifyAsync(Cry, options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bundle_without_calibration_goes_on_as_before()
    {
        Edit(classifier => classifier.AsObject().Remove("calibration"));
        Assert.Null((await ClassifyAsync("tired:0.6")).Calibrated);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(90)]
    public void A_coverage_that_is_none_is_refused(double coverage)
    {
        Edit(classifier => classifier["calibration"]!["coverage"] = coverage);
        Refused("coverage");
    }

    [Theory]
    [InlineData("posterior")]
    [InlineData("predictionSet")]
    public void A_further_output_that_the_graph_lacks_is_named(string output)
    {
        Edit(classifier => classifier["calibration"]![output]!["name"] = "absent");
        Refused("classifier.onnx", "'absent'");
    }

    [Theory]
    [InlineData("root")]
    [InlineData("probabilities")]
    public void An_output_that_is_named_twice_is_refused(string name)
    {
        Edit(classifier => classifier["calibration"]!["predictionSet"]!["name"] = name);
        Refused("more than once");
    }

    [Theory]
    [InlineData("[-1, 4]")]
    [InlineData("[5]")]
    [InlineData("[-1, 5, 1]")]
    [InlineData("[]")]
    public void A_further_output_that_is_not_one_value_a_type_is_refused(string shape)
    {
        Edit(classifier => classifier["calibration"]!["predictionSet"]!["shape"] = JsonNode.Parse(shape));
        Refused("[-1, labels]");
    }

    [Fact]
    public void Half_a_calibration_is_refused()
    {
        Edit(classifier => classifier["calibration"]!.AsObject().Remove("posterior"));
        Refused("manifest.json");
    }

    [Fact]
    public void Only_a_classifier_has_a_calibration()
    {
        Edit(StageNames.Detector, detector => detector["calibration"] = Calibration());
        Refused("'detector'", "calibration");
    }

    [Fact]
    public void All_outputs_come_from_one_run()
    {
        using var bundle = ModelBundle.Load(_folder, [StageNames.Classifier], 1, 2);
        var model = bundle[StageNames.Classifier];
        var input = Enumerable.Range(0, 3 * model.InputSize).Select(i => (float)Math.Sin(i)).ToArray();
        float[][] outputs = [new float[15], new float[15], new float[15]];
        model.Run(input, [.. outputs.Select(o => o.AsMemory())]);
        var main = new float[15];
        model.Run(input, main);
        Assert.Equal(main, outputs[0]);
        Assert.Equal(Array.ConvertAll(main, MathF.Sqrt), outputs[1]);
        Assert.Equal(Array.ConvertAll(main, MathF.Round), outputs[2]);

        Assert.Throws<ArgumentException>(() => model.Run(input, [outputs[0].AsMemory()]));
        Assert.Throws<ArgumentException>(() => model.Run(input, [outputs[0], outputs[1], outputs[2].AsMemory(1)]));
        Assert.Throws<ArgumentException>(() => model.Run(input.AsMemory(1), main));
        Assert.Throws<ArgumentException>(() => model.Run(Memory<float>.Empty, Memory<float>.Empty));
    }

    private static JsonObject Calibration()
    {
        static JsonObject Tensor(string name) => new() { ["name"] = name, ["shape"] = new JsonArray(-1, 5), ["description"] = "For the test." };
        return new JsonObject { ["posterior"] = Tensor("root"), ["predictionSet"] = Tensor("rounded"), ["coverage"] = 0.9 };
    }

    private async Task<Classification> ClassifyAsync(string? prior)
    {
        using var pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = _folder });
        var options = new AnalysisOptions();
        if (prior is not null)
        {
            Assert.True(TypePrior.TryParse(prior, pipeline.Manifest.Stages[StageNames.Classifier].Labels!, out var parsed, out _));
            options = options with { Prior = parsed };
        }

        return await pipeline.ClassifyAsync(Cry, options, TestContext.Current.CancellationToken);
    }

    private void Refused(params string[] words)
    {
        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder, StageNames.All, 1, 1));
        foreach (var word in words)
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private void Edit(Action<JsonNode> change) => Edit(StageNames.Classifier, change);

    private void Edit(string stage, Action<JsonNode> change)
    {
        var path = Path.Combine(_folder, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest["stages"]![stage]!);
        File.WriteAllText(path, manifest.ToJsonString());
    }
}
