using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses settings that no event could be found with.</summary>
internal sealed class EventsOptionsValidator : AbstractValidator<EventsOptions>
{
    public EventsOptionsValidator()
    {
        RuleFor(o => o.OffShare).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(o => o.TrimSeconds).InclusiveBetween(0, 1);
        RuleFor(o => o.GapSeconds).InclusiveBetween(0, 60);
        RuleFor(o => o.MinSeconds).InclusiveBetween(0, 60);
    }
}
