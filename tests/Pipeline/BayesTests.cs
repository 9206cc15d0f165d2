using CsCheck;

namespace CryApi.Pipeline.Tests;

/// <summary>Bayes' rule against what it means: counting, odds, and limits.</summary>
public class BayesTests
{
    private static readonly double[] Uniform = [0.2, 0.2, 0.2, 0.2, 0.2];

    private static readonly Gen<double[]> Likelihoods = Gen.Double[1e-6, 1].Array[5];

    private static readonly Gen<double[]> Priors = Gen.Double[1e-6, 1].Array[5].Select(p => Array.ConvertAll(p, x => x / p.Sum()));

    // Of 1,000 cries 700 are of the first type, of which 70 sound like this one; of the other 300, 60 do.
    [Fact]
    public void It_is_what_counting_gives()
    {
        var posterior = Bayes.Posterior([0.1, 0.2], [0.7, 0.3]);
        Assert.Equal(70.0 / 130, posterior[0], 7);
        Assert.Equal(60.0 / 130, posterior[1], 7);
        Assert.Equal(2, Bayes.LargestFactor([0.1, 0.2]), 6);
    }

    [Fact]
    public void A_uniform_prior_changes_nothing() => Likelihoods.Sample(likelihood =>
    {
        var total = likelihood.Sum();
        foreach (var (expected, actual) in likelihood.Zip(Bayes.Posterior(likelihood, Uniform)))
            Assert.Equal(expected / total, actual, 1e-12);
    });

    [Fact]
    public void The_sum_is_one_and_the_order_within_a_type_is_that_of_the_prior() => Gen.Select(Likelihoods, Priors, Gen.Int[0, 4]).Sample((likelihood, prior, k) =>
    {
        var posterior = Bayes.Posterior(likelihood, prior);
        Assert.Equal(1, posterior.Sum(), 1e-12);
        var more = prior.Select((p, i) => i == k ? p + 1 : p).Select(p => p / 2).ToArray();
        Assert.True(Bayes.Posterior(likelihood, more)[k] >= posterior[k]);
    });

    [Fact]
    public void Two_sounds_one_after_the_other_are_both_at_once() => Gen.Select(Likelihoods, Likelihoods, Priors).Sample((first, second, prior) =>
    {
        var both = Bayes.Posterior([.. first.Zip(second, (a, b) => a * b)], prior);
        var inTurn = Bayes.Posterior(second, Bayes.Posterior(first, prior));
        Assert.All(both.Zip(inTurn), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    });

    [Fact]
    public void The_factor_is_the_posterior_odds_over_the_prior_odds_of_the_best_type() => Likelihoods.Sample(likelihood =>
    {
        var best = Bayes.Posterior(likelihood, Uniform).Max();
        var factor = Bayes.LargestFactor(likelihood);
        Assert.Equal(best / (1 - best) / (0.2 / 0.8), factor, factor * 1e-6);
        Assert.True(factor >= 1 - 1e-9);
    });

    // Of 1,000 cries of each type 80 of the first sound like this one, and 10, 20, 30 and 40 of the others: 25 in the mean.
    [Fact]
    public void The_factor_is_against_the_mean_of_the_other_types() =>
        Assert.Equal(80.0 / 25, Bayes.LargestFactor([0.01, 0.02, 0.08, 0.03, 0.04]), 6);

    [Fact]
    public void What_is_impossible_beforehand_stays_so()
    {
        var posterior = Bayes.Posterior([0.9, 0.05, 0.05], [0, 0.5, 0.5]);
        Assert.Equal([0, 0.5, 0.5], posterior);
    }

    [Fact]
    public void A_sound_that_rules_out_all_that_is_possible_leaves_the_prior() =>
        Assert.Equal([0, 0.4, 0.6], Bayes.Posterior([1, 0, 0], [0, 0.4, 0.6]));

    [Fact]
    public void A_sound_that_only_one_type_makes_is_infinitely_strong() =>
        Assert.Equal(double.PositiveInfinity, Bayes.LargestFactor([0.5, 0, 0]));

    [Fact]
    public void Where_there_is_nothing_to_tell_apart_the_factor_is_one()
    {
        Assert.Equal(1, Bayes.LargestFactor([0.5]));
        Assert.Equal(1, Bayes.LargestFactor([0, 0, 0]));
        Assert.Equal(1, Bayes.LargestFactor([0.3, 0.3, 0.3]), 9);
    }

    [Theory]
    [InlineData(0, Evidence.None)]
    [InlineData(1, Evidence.None)]
    [InlineData(1.4999, Evidence.None)]
    [InlineData(1.5, Evidence.Weak)]
    [InlineData(2.9999, Evidence.Weak)]
    [InlineData(3, Evidence.Moderate)]
    [InlineData(9.9999, Evidence.Moderate)]
    [InlineData(10, Evidence.Strong)]
    [InlineData(double.PositiveInfinity, Evidence.Strong)]
    internal void The_factor_has_a_word(double factor, Evidence word) => Assert.Equal(word, Bayes.Strength(factor));
}
