using System.CommandLine;

namespace CryApi.Cli;

/// <summary>Rules for the values of options.</summary>
internal static class OptionRules
{
    /// <summary>Refuses values that a condition does not hold for.</summary>
    /// <param name="option">The option.</param>
    /// <param name="holds">The condition.</param>
    /// <param name="what">What the value must be, as the end of a sentence.</param>
    public static Option<T> MustBe<T>(this Option<T> option, Func<T?, bool> holds, string what)
    {
        option.Validators.Add(result =>
        {
            bool isValid;
            try
            {
                isValid = holds(result.GetValueOrDefault<T>());
            }
            catch (InvalidOperationException)
            {
                // The text can't be read as the option's type at all.
                isValid = false;
            }

            if (!isValid)
                result.AddError($"{option.Name} must be {what}.");
        });
        return option;
    }
}
