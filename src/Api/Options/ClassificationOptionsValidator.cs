using CryApi.Pipeline;
using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses what is no prior whatever the types are; <see cref="ClassificationOptions.ToPrior"/> holds it against the types.</summary>
internal sealed class ClassificationOptionsValidator : AbstractValidator<ClassificationOptions>
{
    public ClassificationOptionsValidator() => RuleFor(o => o.Prior).NotNull().MaximumLength(TypePrior.MaxLength);
}
