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
    /// Limits a process that has just been started. It runs before it is limited, for a moment that is longer on a busy machine; limits hold
    /// for whatever it asks for afterwards, and the time it has used counts. Does nothing where there is no such call, or no such process any more.
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
        Lower(processId, Cpu, cpu, cpu + 1);
        Lower(processId, AddressSpace, (ulong)memoryBytes, (ulong)memoryBytes);
        Lower(processId, FileSize, 0, 0);

        // core(5): 0 would still hand the memory to a program that core_pattern names.
        Lower(processId, Core, 1, 1);
        Lower(processId, OpenFiles, MaxOpenFiles, MaxOpenFiles);
        DieFirst(processId);
    }

    /// <summary>Where memory runs out, the kernel takes the decoder and not the service that started it.</summary>
    private static void DieFirst(int processId)
    {
        try
        {
            File.WriteAllText($"/proc/{processId}/oom_score_adj", "1000");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended, or has made itself untouchable: the build of this repository does the same for itself.
        }
    }

    /// <summary>Never raises one: a process may have limited itself further.</summary>
    private static void Lower(int processId, int resource, ulong soft, ulong hard)
    {
        if (Get(processId, resource, 0, out var now) != 0)
            return;
        var limit = new Limit(Math.Min(soft, now.Soft), Math.Min(hard, now.Hard));
        _ = Set(processId, resource, in limit, 0);
    }

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int Get(int processId, int resource, nint none, out Limit limit);

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int Set(int processId, int resource, in Limit limit, nint none);

    private readonly record struct Limit(ulong Soft, ulong Hard);
}
