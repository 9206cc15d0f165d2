using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses what no browser ever sends as its origin: it would allow nobody, silently.</summary>
internal sealed class CorsOptionsValidator : AbstractValidator<CorsOptions>
{
    public CorsOptionsValidator()
    {
        RuleForEach(o => o.Origins).Must(origin => origin == CorsOptions.Any || IsOrigin(origin))
            .WithMessage("must be a scheme, a host and, unless it is the scheme's own, a port: https://app.example.com, in lower case, "
                + "without a path or a slash at the end; or *.");
        RuleFor(o => o.Origins).NotNull()
            .Must(origins => origins is null || origins.Count == 1 || !origins.Contains(CorsOptions.Any)).WithMessage("has * and others.")
            .Must(origins => origins is null || origins.Distinct().Count() == origins.Count).WithMessage("has an origin twice.");
    }

    /// <summary>RFC 6454 §6.2: what a browser makes of an address is the same text.</summary>
    private static bool IsOrigin(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
        && Uri.CheckHostName(address.IdnHost) != UriHostNameType.Unknown
        && text == $"{address.Scheme}://{HostOf(address)}{(address.IsDefaultPort ? "" : FormattableString.Invariant($":{address.Port}"))}";

    private static string HostOf(Uri address) => address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
}
