using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses ports that are none or the same.</summary>
internal sealed class ServerOptionsValidator : AbstractValidator<ServerOptions>
{
    public ServerOptionsValidator()
    {
        RuleFor(o => o.Http2Port).InclusiveBetween(0, 65_535);
        RuleFor(o => o.ManagementPort).InclusiveBetween(0, 65_535).NotEqual(o => o.Http2Port).When(o => o.ManagementPort != 0);
    }
}
