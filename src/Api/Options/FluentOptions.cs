using FluentValidation;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>Options bound from one section and checked by one validator.</summary>
internal static class FluentOptions
{
    /// <summary>Binds <typeparamref name="TOptions"/>; a name in the section that none of its properties has is an error.</summary>
    public static IServiceCollection AddFluentOptions<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : AbstractValidator<TOptions>, new()
    {
        services.AddOptions<TOptions>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TOptions>>(new Validation<TOptions>(section, new TValidator()));
    }

    private sealed class Validation<TOptions>(string section, IValidator<TOptions> validator) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var failures = validator.Validate(options).Errors;
            return failures.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(failures.Select(f => $"{section}:{f.PropertyName}: {f.ErrorMessage}"));
        }
    }
}
