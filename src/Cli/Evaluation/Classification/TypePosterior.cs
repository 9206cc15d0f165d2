using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>What the posterior of a uniform prior tells: over some of the types, and as evidence.</summary>
internal static class TypePosterior
{
    /// <summary>Names of the strengths of evidence, from the weakest: a Bayes factor below 1.5, below 3, below 10, and above.</summary>
    public static IReadOnlyList<string> Evidence { get; } = ["none", "weak", "moderate", "strong"];

    /// <summary>The probabilities over some of the types; all alike where none of these has any.</summary>
    /// <param name="probabilities">Of all types.</param>
    /// <param name="kept">Which are kept, in the order of the result; −1 for one that is not among them, which has 0.</param>
    public static double[] Restrict(double[] probabilities, IReadOnlyList<int> kept)
    {
        double[] part = [.. kept.Select(label => label < 0 ? 0 : probabilities[label])];
        var total = part.Sum();
        return total > 0 ? [.. part.Select(p => p / total)] : [.. part.Select(_ => 1.0 / part.Length)];
    }

    /// <summary>Strength of the evidence, as the service tells it.</summary>
    /// <param name="uniform">Posterior under the uniform prior.</param>
    /// <returns>Index into <see cref="Evidence"/>.</returns>
    public static int EvidenceOf(double[] uniform) => (int)Bayes.Strength(Bayes.LargestFactor(uniform));
}
