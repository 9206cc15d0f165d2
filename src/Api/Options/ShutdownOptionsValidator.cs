using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses a drain that no orchestrator would wait for.</summary>
internal sealed class ShutdownOptionsValidator : AbstractValidator<ShutdownOptions>
{
    public ShutdownOptionsValidator() => RuleFor(o => o.DrainSeconds).InclusiveBetween(0, 300);
}
