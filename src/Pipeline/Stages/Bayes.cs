using System.Numerics.Tensors;

namespace CryApi.Pipeline;

/// <summary>Bayes' rule for types that exclude each other.</summary>
public static class Bayes
{
    /// <summary>P(k | x) ∝ P(x | k) · P(k).</summary>
    /// <param name="likelihood">P(x | k) up to a factor, ≥ 0: the posterior under a uniform prior is one.</param>
    /// <param name="prior">P(k); sums to 1.</param>
    /// <returns>As many values, with a sum of 1; the prior itself where the two rule each other out.</returns>
    public static double[] Posterior(ReadOnlySpan<double> likelihood, ReadOnlySpan<double> prior)
    {
        var posterior = new double[prior.Length];
        var total = 0.0;
        for (var k = 0; k < posterior.Length; k++)
            total += posterior[k] = likelihood[k] * prior[k];
        if (!(total > 0))
            return prior.ToArray();
        for (var k = 0; k < posterior.Length; k++)
            posterior[k] /= total;
        return posterior;
    }

    /// <summary>
    /// Bayes factor of the type that the sound speaks for most, max P(x | k) / mean of P(x | j), j ≠ k: the posterior odds over the prior odds
    /// under the uniform prior. It belongs to the sound alone.
    /// </summary>
    /// <param name="likelihood">P(x | k) up to a factor, ≥ 0.</param>
    /// <returns>≥ 1; infinite where no other type is possible, 1 where nothing is or there is no other type.</returns>
    public static double LargestFactor(ReadOnlySpan<double> likelihood)
    {
        var best = TensorPrimitives.IndexOfMax(likelihood);
        if (likelihood.Length < 2 || likelihood[best] <= 0)
            return 1;
        var others = 0.0;
        for (var j = 0; j < likelihood.Length; j++)
            others += j == best ? 0 : likelihood[j];
        return likelihood[best] * (likelihood.Length - 1.0) / others;
    }

    /// <summary>The word for a factor.</summary>
    public static Evidence Strength(double factor) => factor switch
    {
        >= 10 => Evidence.Strong,
        >= 3 => Evidence.Moderate,
        >= 1.5 => Evidence.Weak,
        _ => Evidence.None,
    };
}
