using System.Globalization;

namespace CryApi.Tests;

/// <summary>What the kernel says of a process and of what it may leave behind.</summary>
/// <param name="ResidentBytes">Memory that is really there.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="OpenFiles">
/// Its file descriptors by what they point to, but sockets and the runtime's code, which is opened when it is first needed; a name stands as often
/// as it is open.
/// </param>
/// <param name="Sockets">Its sockets.</param>
/// <param name="Children">Ids of processes that it started and that are still there.</param>
/// <param name="TemporaryFiles">Files in its temporary folder and on the memory file system.</param>
internal sealed record ProcessState(
    long ResidentBytes, int Threads, IReadOnlyList<string> OpenFiles, int Sockets, IReadOnlyList<int> Children, IReadOnlyList<string> TemporaryFiles)
{
    private const string MemoryFileSystem = "/dev/shm";

    /// <summary>Reads <c>/proc</c>.</summary>
    /// <param name="id">The process.</param>
    /// <param name="temporary">Its temporary folder.</param>
    public static ProcessState Of(int id, string temporary)
    {
        var process = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");
        var status = File.ReadLines($"{process}/status").Select(line => line.Split(':')).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        var files = Directory.GetFiles($"{process}/fd").Select(Target).OfType<string>().ToArray();
        return new ProcessState(
            1024 * long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture),
            int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            [.. files.Where(file => !IsSocket(file) && !IsCode(file)).Order(StringComparer.Ordinal)],
            files.Count(IsSocket),
            ChildrenOf(process),
            // Browsers that run beside these tests keep hidden files there, and clocks that are turned their own.
            [.. FilesIn(temporary), .. FilesIn(MemoryFileSystem).Where(file => Path.GetFileName(file)[0] != '.' && !file.Contains("faketime", StringComparison.Ordinal))]);
    }

    /// <summary>In one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"resident {ResidentBytes / 1048576.0:F0} MiB, {Threads} threads, {OpenFiles.Count} files, {Sockets} sockets, {Children.Count} children");

    /// <summary>Processes started by any of its threads.</summary>
    public static IReadOnlyList<int> ChildrenOf(string process)
    {
        var children = new List<int>();
        foreach (var thread in Directory.GetDirectories($"{process}/task"))
        {
            try
            {
                children.AddRange(File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(child => int.Parse(child, CultureInfo.InvariantCulture)));
            }
            catch (IOException)
            {
                // The thread ended meanwhile.
            }
        }

        return children;
    }

    private static bool IsSocket(string file) => file.StartsWith("socket:", StringComparison.Ordinal);

    // Symbols are opened when a stack trace is written.
    private static bool IsCode(string file) => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal);

    private static string? Target(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string[] FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories) : [];
}
