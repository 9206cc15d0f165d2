namespace CryApi.Fuzz.Tests;

/// <summary>Says which bytes broke a promise, so that they can be tried again without the fuzzer.</summary>
internal static class Repeatable
{
    /// <summary>Runs a check on a mutant; a failure tells its number and its bytes.</summary>
    /// <param name="what">Of which seeds it is.</param>
    /// <param name="number">Its number.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="check">The check.</param>
    public static void Check(string what, int number, byte[] file, Action<byte[]> check)
    {
        try
        {
            check(file);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(Describe(what, number, file, exception.Message), exception);
        }
    }

    /// <summary>The message: what happened, the mutant's number, and its bytes in base64.</summary>
    public static string Describe(string what, int number, byte[] file, string message) =>
        FormattableString.Invariant($"{what}, mutant {number}: {message}\nIts {file.Length} bytes: {Convert.ToBase64String(file)}");
}
