using System.Runtime.InteropServices;

namespace CryApi.Pipeline;

/// <summary>
/// Memory that was freed outside the managed heap. Loading the classifier takes some 100 MiB for a moment, which the C library keeps when it is freed,
/// for each thread that loads apart: after 25 reloads the process was at 900 MiB; on one thread and with this, at 260 to 340 after 50.
/// </summary>
public static partial class FreedMemory
{
    /// <summary>Gives it back to the operating system. Where the C library has no such function (musl, other systems), nothing is done.</summary>
    public static void GiveBack()
    {
        try
        {
            _ = Trim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Not glibc.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
