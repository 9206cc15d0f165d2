namespace CryApi.Cli;

/// <summary>Bayes' rule on the posterior of a uniform prior, which is the likelihood up to a factor.</summary>
internal static class TypePosterior
{
    /// <summary>Names of the strengths of evidence, from the weakest: a Bayes factor below 1.5, below 3, below 10, and above.</summary>
    public static IReadOnlyList<string> Evidence { get; } = ["none", "weak", "moderate", "strong"];

    private static readonly double[] Factors = [1.5, 3, 10];

    /// <summary>The posterior under another prior; the prior itself where the two rule each other out.</summary>
    /// <param name="uniform">Posterior under the uniform prior.</param>
    /// <param name="prior">The other prior; sums to 1.</param>
    public static double[] Under(double[] uniform, IReadOnlyList<double> prior)
    {
        double[] product = [.. uniform.Select((u, label) => u * prior[label])];
        var total = product.Sum();
        return total > 0 ? [.. product.Select(p => p / total)] : [.. prior];
    }

    /// <summary>The probabilities over some of the types; all alike where none of these has any.</summary>
    /// <param name="probabilities">Of all types.</param>
    /// <param name="kept">Which are kept, in the order of the result; −1 for one that is not among them, which has 0.</param>
    public static double[] Restrict(double[] probabilities, IReadOnlyList<int> kept)
    {
        double[] part = [.. kept.Select(label => label < 0 ? 0 : probabilities[label])];
        var total = part.Sum();
        return total > 0 ? [.. part.Select(p => p / total)] : [.. part.Select(_ => 1.0 / part.Length)];
    }

    /// <summary>Strength of the evidence: the best type's probability over the mean of the others', which is its Bayes factor whatever the prior.</summary>
    /// <param name="uniform">Posterior under the uniform prior.</param>
    /// <returns>Index into <see cref="Evidence"/>.</returns>
    public static int EvidenceOf(double[] uniform)
    {
        var best = Array.IndexOf(uniform, uniform.Max());
        var others = uniform.Where((_, label) => label != best).Sum();
        return Factors.Count(f => uniform[best] * (uniform.Length - 1) / others >= f);
    }
}
