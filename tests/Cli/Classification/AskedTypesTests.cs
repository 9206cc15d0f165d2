using CryApi.Pipeline;

namespace CryApi.Cli.Tests;

/// <summary>What a bundle with labels of its own says of the types asked for.</summary>
public class AskedTypesTests
{
    private static readonly string[] Known = ["burping", "hungry", "tired"];
    private static readonly Dictionary<string, double> Answer = new() { ["burping"] = 0.5, ["hungry"] = 0.1, ["tired"] = 0.4 };

    [Fact]
    public void Probabilities_are_scaled_over_the_types_asked_for()
    {
        Assert.Equal([0.5, 0.1, 0.4], new AskedTypes(Known, Known).Probabilities(Answer));
        Assert.Equal([0.8, 0.2], new AskedTypes(["tired", "hungry"], Known).Probabilities(Answer), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0, 1], new AskedTypes(["discomfort", "hungry"], Known).Probabilities(Answer));
    }

    [Fact]
    public void Where_none_has_any_all_are_alike()
    {
        var nothing = new Dictionary<string, double> { ["burping"] = 1, ["hungry"] = 0, ["tired"] = 0 };
        Assert.Equal([0.5, 0.5], new AskedTypes(["hungry", "tired"], Known).Probabilities(nothing));
    }

    [Fact]
    public void Clips_of_other_types_are_left_out()
    {
        var types = new AskedTypes(["discomfort", "hungry"], Known);
        int Truth(string type) => types.TruthOf(new DatasetClip { Path = "a", Group = "g", TypeLabel = type });
        Assert.Equal([1, -1, -1, -1], new[] { "hungry", "discomfort", "tired", "" }.Select(Truth));
    }

    [Fact]
    public void The_posterior_of_some_types_is_that_of_a_prior_on_these()
    {
        var answered = new CalibratedTypes(Answer, Answer, Evidence.None, ["burping", "tired"], 0.9);
        var asked = new AskedTypes(["hungry", "tired"], Known).Calibrated(answered)!;
        var byBayes = Bayes.Posterior([0.5, 0.1, 0.4], [0, 0.5, 0.5]);
        Assert.Equal(byBayes[1..], asked.Posterior, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([false, true], asked.Set);
        Assert.Equal("moderate", TypePosterior.Evidence[asked.Evidence]);
        Assert.Equal(0, new AskedTypes(Known, Known).Calibrated(answered)!.Evidence);
        Assert.Null(new AskedTypes(Known, Known).Calibrated(null));
    }
}
