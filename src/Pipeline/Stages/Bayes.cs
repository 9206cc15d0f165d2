namespace CryApi.Pipeline;

/// <summary>Bayes' rule for types that exclude each other.</summary>
internal static class Bayes
{
    /// <summary>P(k | x) ∝ P(x | k) · P(k).</summary>
    /// <param name="likelihood">P(x | k) up to a factor, ≥ 0: the posterior under a uniform prior is one.</param>
    /// <param name="prior">P(k); sums to 1.</param>
    /// <returns>As many values, with a sum of 1; the prior itself where the two rule each other out.</returns>
    public static double[] Posterior(ReadOnlySpan<float> likelihood, ReadOnlySpan<double> prior)
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
    /// The largest Bayes factor P(x | k) / P(x | not k), where "not k" mixes the other types by their prior. It is the posterior odds over the
    /// prior odds, written so that no odds have to be taken of a probability near 1.
    /// </summary>
    /// <returns>0 where no type has a prior above 0 and below 1: what is certain or impossible beforehand can't gain.</returns>
    public static double LargestFactor(ReadOnlySpan<float> likelihood, ReadOnlySpan<double> prior)
    {
        var largest = 0.0;
        for (var k = 0; k < prior.Length; k++)
        {
            if (prior[k] is not (> 0 and < 1) || likelihood[k] <= 0)
                continue;
            var (others, weight) = (0.0, 0.0);
            for (var j = 0; j < prior.Length; j++)
            {
                if (j == k)
                    continue;
                others += likelihood[j] * prior[j];
                weight += prior[j];
            }

            largest = Math.Max(largest, likelihood[k] * weight / others);
        }

        return largest;
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
