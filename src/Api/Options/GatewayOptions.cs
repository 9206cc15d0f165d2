using System.Net;
using System.Net.Sockets;

namespace CryApi.Api;

/// <summary>What stands in front of the service: the section <c>Gateway</c> of the configuration.</summary>
public sealed class GatewayOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Gateway";

    /// <summary>
    /// Networks and addresses of gateways, joined by commas, e.g. <c>10.0.0.0/8,192.168.1.7</c>. <c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>
    /// and <c>X-Forwarded-Prefix</c> are believed from these only. Default empty: from nobody, as anybody could send them.
    /// </summary>
    public string TrustedNetworks { get; set; } = "";

    /// <summary>
    /// Path that the service is reached under, e.g. <c>/cry</c>, where the gateway leaves it in the address. Requests without it are answered
    /// too. Default empty: none.
    /// </summary>
    public string PathBase { get; set; } = "";

    /// <summary>The networks; an address is one of a single host.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    internal IReadOnlyList<IPNetwork> ToNetworks() =>
        [.. TrustedNetworks.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ToNetwork)];

    private static IPNetwork ToNetwork(string text)
    {
        // The parsers also know the short and octal ways of old: 10.1 is 10.0.0.1 to them, which nobody means.
        var address = IPAddress.Parse(text.Split('/')[0]);
        if (address.AddressFamily == AddressFamily.InterNetwork && text.Split('/')[0] != address.ToString())
            throw new FormatException($"{text} isn't written as {address}.");
        return text.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(text) : new IPNetwork(address, 8 * address.GetAddressBytes().Length);
    }
}
