using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses settings that no session can be made with.</summary>
internal sealed class ModelsOptionsValidator : AbstractValidator<ModelsOptions>
{
    private const double Shortest = 0.1;
    private const double Day = 86_400;

    public ModelsOptionsValidator()
    {
        RuleFor(o => o.Path).NotEmpty();
        RuleFor(o => o.IntraOpThreads).InclusiveBetween(1, 256);
        RuleFor(o => o.SessionsPerModel).InclusiveBetween(1, 64);
        RuleFor(o => o.WatchSeconds).Must(seconds => seconds is 0 or (>= Shortest and <= Day))
            .WithMessage($"must be 0 (never) or from {Shortest} to {Day}.");
    }
}
