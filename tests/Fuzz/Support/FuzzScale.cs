using System.Globalization;

namespace CryApi.Fuzz.Tests;

/// <summary>How much is tried: a small fixed share in every test run, as much as the environment asks for in a long one.</summary>
internal static class FuzzScale
{
    /// <summary>Mutants of WAV files, and as many for the sniffer: <c>CRYAPI_FUZZ_EXECUTIONS</c>, else 25,000.</summary>
    public static int Executions { get; } = Read("CRYAPI_FUZZ_EXECUTIONS", 25_000);

    /// <summary>Mutants of every format that are sent to the service: <c>CRYAPI_FUZZ_FILES</c>, else 40.</summary>
    public static int Files { get; } = Read("CRYAPI_FUZZ_FILES", 40);

    /// <summary>First number of a mutant: <c>CRYAPI_FUZZ_FIRST</c>, else 0. Another one tries other files.</summary>
    public static int First { get; } = Read("CRYAPI_FUZZ_FIRST", 0);

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
