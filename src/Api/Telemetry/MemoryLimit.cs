using System.Globalization;

namespace CryApi.Api;

/// <summary>
/// Memory that the process may use with all that it starts, bytes: the container's limit, else what the runtime takes for the machine's. The
/// runtime's own figure won't do in a container, as there it is the part that it gives its heap.
/// </summary>
internal static class MemoryLimit
{
    /// <summary>Control groups of version 2, then 1, as a container sees its own.</summary>
    private static readonly string[] Files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

    /// <summary>Version 1 says "none" by a number near the largest.</summary>
    private const long None = 1L << 60;

    public static long Bytes { get; } = Files.Select(Read).FirstOrDefault(limit => limit is not null) ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The limit in such a file; null where there is no file, or no limit in it.</summary>
    internal static long? Read(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var bytes) && bytes < None ? bytes : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
