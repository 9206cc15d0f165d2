using System.Runtime.CompilerServices;

namespace CryApi.Api.Tests;

/// <summary>Services of these tests stop at once, unless a test says otherwise in its settings: nobody waits for a gateway to notice.</summary>
internal static class NoDrain
{
    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("Shutdown__DrainSeconds", "0");
}
