namespace CryApi.Api;

/// <summary>
/// Ports beside the ordinary one, on the same hosts: the section <c>Server</c> of the configuration. Where the ordinary one is comes from
/// <c>--urls</c>, <c>ASPNETCORE_URLS</c> or <c>ASPNETCORE_HTTP_PORTS</c>.
/// </summary>
public sealed class ServerOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Server";

    /// <summary>Port for HTTP/2 without TLS, with prior knowledge; the ordinary one takes HTTP/1.1. Default 0: none.</summary>
    public int Http2Port { get; set; }

    /// <summary>Whether the page for people is served at <c>/</c>, on the ports of the analyses. Default true; else <c>/</c> leads to the API browser.</summary>
    public bool Page { get; set; } = true;

    /// <summary>
    /// Port for <c>/metrics</c>, <c>/health</c>, <c>/swagger</c> and <c>/openapi.yaml</c>, which are then answered there only, and nothing else
    /// is. Default 0: none, all are answered on every port.
    /// </summary>
    public int ManagementPort { get; set; }
}
