using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses a rate that no clock could keep, and a burst of nothing.</summary>
internal sealed class RateLimitOptionsValidator : AbstractValidator<RateLimitOptions>
{
    private const int Most = 1_000_000;

    public RateLimitOptionsValidator()
    {
        RuleFor(o => o.RequestsPerMinute).InclusiveBetween(0, Most);
        RuleFor(o => o.Burst).InclusiveBetween(0, Most);
        RuleFor(o => o.Burst).Equal(0).When(o => o.RequestsPerMinute == 0)
            .WithMessage($"needs {nameof(RateLimitOptions.RequestsPerMinute)}.");
    }
}
