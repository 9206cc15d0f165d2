using CryApi.Pipeline;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>What is known of cries here before one is heard: the section <c>Classification</c> of the configuration.</summary>
public sealed class ClassificationOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Classification";

    /// <summary>
    /// Prior of the types for requests without one, in the form of the query: <c>hungry:0.5,tired:0.3</c>, the others sharing the rest. Default
    /// empty: every type has the same.
    /// </summary>
    public string Prior { get; set; } = "";

    /// <summary>The same for the pipeline; null for the uniform one.</summary>
    /// <param name="types">The classifier's labels, which no validator knows before the models are there.</param>
    /// <exception cref="OptionsValidationException">The text is no prior of these types.</exception>
    internal TypePrior? ToPrior(IReadOnlyList<string> types)
    {
        if (Prior.Length == 0)
            return null;
        return TypePrior.TryParse(Prior, types, out var prior, out var error)
            ? prior
            : throw new OptionsValidationException(Section, typeof(ClassificationOptions), [$"{Section}:{nameof(Prior)} {error}."]);
    }
}
