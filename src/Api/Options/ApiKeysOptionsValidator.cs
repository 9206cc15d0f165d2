using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses keys that nobody could use or that contradict each other. Its messages never hold what was configured.</summary>
internal sealed class ApiKeysOptionsValidator : AbstractValidator<ApiKeysOptions>
{
    // What `printf %s "$KEY" | sha256sum` prints where the variable is not set: a key that everybody has.
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public ApiKeysOptionsValidator()
    {
        RuleFor(o => o.File).NotNull();
        RuleFor(o => o.ReloadSeconds).InclusiveBetween(0.1, 3_600);
        RuleForEach(o => o.Keys).NotNull().ChildRules(entry =>
        {
            entry.RuleFor(e => e.Name).NotNull().Matches(@"\A[A-Za-z0-9._-]{1,64}\z")
                .WithMessage("must be 1 to 64 letters, digits, points, underscores or hyphens.");
            entry.RuleFor(e => e.Sha256).NotNull().Matches(@"\A[0-9A-Fa-f]{64}\z").WithMessage("must be 64 hexadecimal digits.")
                .Must(hash => !HashOfNothing.Equals(hash, StringComparison.OrdinalIgnoreCase)).WithMessage("is the hash of an empty key.");
        });
        RuleFor(o => o.Keys).NotNull()
            .Must(keys => AreDifferent(keys, entry => entry?.Name)).WithMessage("has a name twice.")
            .Must(keys => AreDifferent(keys, entry => entry?.Sha256)).WithMessage("has a key under two names.");
    }

    private static bool AreDifferent(IReadOnlyList<ApiKeyEntry>? keys, Func<ApiKeyEntry?, string?> part) =>
        keys is null || keys.Select(part).Distinct(StringComparer.OrdinalIgnoreCase).Count() == keys.Count;
}
