using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses settings that no session can be made with.</summary>
internal sealed class ModelsOptionsValidator : AbstractValidator<ModelsOptions>
{
    public ModelsOptionsValidator()
    {
        RuleFor(o => o.Path).NotEmpty();
        RuleFor(o => o.IntraOpThreads).InclusiveBetween(1, 256);
        RuleFor(o => o.SessionsPerModel).InclusiveBetween(1, 64);
    }
}
