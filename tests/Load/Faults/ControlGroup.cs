using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>A control group with a memory limit, of the first or the second version of Linux's interface.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Version2 = "/sys/fs/cgroup";
    private const string Version1 = "/sys/fs/cgroup/memory";

    private readonly string _folder;
    private readonly string _killsFile;

    private ControlGroup(string folder, string killsFile) => (_folder, _killsFile) = (folder, killsFile);

    /// <summary>What starts a program in it.</summary>
    public IReadOnlyList<string> Wrapper => ["sh", "-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$@\"", "sh"];

    /// <summary>Processes that the kernel killed for want of memory.</summary>
    public int Kills => File.ReadLines(_killsFile).Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
        .Sum(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    /// <summary>Makes one; null where that is not possible.</summary>
    /// <param name="bytes">The limit.</param>
    /// <param name="reason">Why not.</param>
    public static ControlGroup? Create(long bytes, out string reason)
    {
        var name = FormattableString.Invariant($"cryapi-load-{Environment.ProcessId}");
        var isVersion1 = Directory.Exists(Version1);
        var folder = Path.Combine(isVersion1 ? Version1 : Version2, name);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, isVersion1 ? "memory.limit_in_bytes" : "memory.max"), bytes.ToString(CultureInfo.InvariantCulture));
            reason = "";
            return new ControlGroup(folder, Path.Combine(folder, isVersion1 ? "memory.oom_control" : "memory.events"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = $"No control group with a memory limit can be made here: {exception.Message}";
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            return null;
        }
    }

    public void Dispose() => Remove(_folder);

    /// <summary>Takes a group away. The kernel lets go of the processes that were in it a moment after they ended.</summary>
    internal static void Remove(string folder)
    {
        for (var tries = 0; tries < 100 && Directory.Exists(folder); tries++)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                Thread.Sleep(50);
            }
        }
    }
}
