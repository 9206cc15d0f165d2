using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses limits that the server could not keep.</summary>
internal sealed class ConnectionsOptionsValidator : AbstractValidator<ConnectionsOptions>
{
    // RFC 9113 §6.5.2: the window that every connection starts with, and the largest.
    private const int SmallestWindow = 65_535;

    // The server looks at rates once a second.
    private const double Tick = 1;

    private const int Mebibyte = 1024 * 1024;

    public ConnectionsOptionsValidator()
    {
        RuleFor(o => o.MaxConnections).InclusiveBetween(0, 1_000_000);
        RuleFor(o => o.KeepAliveSeconds).InclusiveBetween(1, 86_400);
        RuleFor(o => o.HeadSeconds).InclusiveBetween(1, 3_600);
        RuleFor(o => o.MaxRequestLineBytes).InclusiveBetween(256, Mebibyte);
        RuleFor(o => o.MaxHeaderCount).InclusiveBetween(8, 10_000);
        RuleFor(o => o.MaxHeaderBytes).InclusiveBetween(1_024, Mebibyte);
        RuleFor(o => o.MinBytesPerSecond).InclusiveBetween(0, 1e9);
        RuleFor(o => o.GraceSeconds).GreaterThan(Tick).LessThanOrEqualTo(3_600);
        RuleFor(o => o.Http2MaxStreams).InclusiveBetween(1, 10_000);
        RuleFor(o => o.Http2StreamWindowBytes).InclusiveBetween(SmallestWindow, int.MaxValue);
        RuleFor(o => o.Http2ConnectionWindowBytes).InclusiveBetween(SmallestWindow, int.MaxValue).GreaterThanOrEqualTo(o => o.Http2StreamWindowBytes);
    }
}
