using System.Text.RegularExpressions;
using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses networks that are none or everybody, and paths that no request could have.</summary>
internal sealed partial class GatewayOptionsValidator : AbstractValidator<GatewayOptions>
{
    public GatewayOptionsValidator()
    {
        RuleFor(o => o.TrustedNetworks).NotNull().Custom(static (text, context) =>
        {
            if (ProblemOf(context.InstanceToValidate) is { } problem)
                context.AddFailure($"'{text}': {problem}");
        });
        RuleFor(o => o.PathBase).NotNull().Must(path => path is "" || IsPathBase(path))
            .WithMessage("'{PropertyValue}' must be like /cry: segments of letters, digits and . _ ~ -, without a slash at the end.");
    }

    /// <summary>Whether a path may stand before those of the service; so it can't lead a redirect elsewhere.</summary>
    public static bool IsPathBase(string path) => Segments.IsMatch(path);

    private static string? ProblemOf(GatewayOptions options)
    {
        try
        {
            // The framework takes a list of none for everybody.
            var networks = options.ToNetworks();
            if (networks.Count == 0 && options.TrustedNetworks.Length > 0)
                return "there is no network in it.";
            return networks.Any(network => network.PrefixLength == 0) ? "a network of all addresses would let anybody say who he is." : null;
        }
        catch (FormatException)
        {
            return "networks such as 10.0.0.0/8, and addresses, joined by commas, are wanted.";
        }
    }

    [GeneratedRegex(@"\A(/(?!\.{1,2}(/|\z))[A-Za-z0-9._~-]+)+\z")]
    private static partial Regex Segments { get; }
}
