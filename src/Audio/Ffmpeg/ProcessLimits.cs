using System.Runtime.InteropServices;

namespace CryApi.Audio;

/// <summary>Resource limits of another process: <c>prlimit(2)</c>.</summary>
internal static partial class ProcessLimits
{
    // asm-generic/resource.h, the same on x86-64 and arm64.
    private const int Cpu = 0;
    private const int FileSize = 1;
    private const int Core = 4;
    private const int OpenFiles = 7;
    private const int AddressSpace = 9;

    // Input, output, messages, the file, and what a runtime opens for a moment.
    private const ulong MaxOpenFiles = 32;

    /// <summary>
    /// Limits a process that has just been started. It runs before it is limited, for less time than it takes to open a file; limits hold for
    /// whatever it asks for afterwards, and the time it has used counts. Does nothing where there is no such call, or no such process any more.
    /// </summary>
    /// <param name="processId">The process, of this user.</param>
    /// <param name="seconds">Processor time, rounded up to whole seconds.</param>
    /// <param name="memoryBytes">Address space.</param>
    public static void Set(int processId, double seconds, long memoryBytes)
    {
        if (!OperatingSystem.IsLinux())
            return;

        // The first limit ends it with SIGXCPU, which tells the reason; at the second it could no longer refuse.
        var cpu = (ulong)Math.Ceiling(seconds);
        Set(processId, Cpu, new(cpu, cpu + 1));
        Set(processId, AddressSpace, Fixed((ulong)memoryBytes));
        Set(processId, FileSize, Fixed(0));
        Set(processId, Core, Fixed(0));
        Set(processId, OpenFiles, Fixed(MaxOpenFiles));
    }

    private static Limit Fixed(ulong value) => new(value, value);

    private static void Set(int processId, int resource, Limit limit) => _ = PrLimit(processId, resource, in limit, 0);

    [LibraryImport("libc", EntryPoint = "prlimit64")]
    private static partial int PrLimit(int processId, int resource, in Limit limit, nint old);

    private readonly record struct Limit(ulong Soft, ulong Hard);
}
