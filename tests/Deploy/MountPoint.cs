namespace CryApi.Deploy.Tests;

/// <summary>A place where a file system is mounted, as a process sees it (proc(5), <c>/proc/PID/mountinfo</c>).</summary>
/// <param name="Folder">Where.</param>
/// <param name="Type">Type of the file system.</param>
/// <param name="IsReadOnly">Whether the mount, or all of the file system, is read-only.</param>
internal sealed record MountPoint(string Folder, string Type, bool IsReadOnly)
{
    // Views of the kernel: there is no room for a file in them.
    private static readonly string[] s_kernel = ["proc", "sysfs", "cgroup", "cgroup2", "devpts"];

    /// <summary>Whether files could be kept there.</summary>
    public bool CanBeWrittenTo => !IsReadOnly && !s_kernel.Contains(Type);

    /// <summary>Those of a process that are not hidden by another one in the same place.</summary>
    public static IReadOnlyList<MountPoint> Of(string process)
    {
        var mounts = File.ReadAllLines($"/proc/{process}/mountinfo").Select(line => line.Split(' ')).ToArray();
        var hidden = mounts.Select(fields => (Parent: fields[1], Folder: fields[4])).ToHashSet();
        return [.. mounts.Where(fields => !hidden.Contains((fields[0], fields[4]))).Select(Read)];
    }

    // id, parent, device, root, folder, options, any number of further fields, "-", type, source, options of the file system.
    private static MountPoint Read(string[] fields)
    {
        var end = Array.IndexOf(fields, "-", 6);
        return new MountPoint(fields[4], fields[end + 1], IsReadOnlyIn(fields[5]) || IsReadOnlyIn(fields[end + 3]));
    }

    private static bool IsReadOnlyIn(string options) => options.Split(',').Contains("ro");
}
