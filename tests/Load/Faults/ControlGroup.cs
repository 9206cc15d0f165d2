using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>A control group that limits a process, as a container's limits do; of the first or the second version of Linux's interface.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";

    // As Kubernetes has it, µs.
    private const int Period = 100_000;

    private static int s_number;

    private readonly string _folder;
    private readonly bool _isVersion1;

    private ControlGroup(string controller)
    {
        var ofVersion1 = Path.Combine(Root, controller);
        _isVersion1 = Directory.Exists(ofVersion1);
        var name = FormattableString.Invariant($"cryapi-load-{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}");
        _folder = Path.Combine(_isVersion1 ? ofVersion1 : Root, name);
    }

    /// <summary>What starts a program in it.</summary>
    public IReadOnlyList<string> Wrapper => ["sh", "-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$@\"", "sh"];

    /// <summary>Processes that the kernel killed for want of memory.</summary>
    public int Kills => File.ReadLines(Path.Combine(_folder, _isVersion1 ? "memory.oom_control" : "memory.events"))
        .Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
        .Sum(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    /// <summary>One with a limit of memory; null where that is not possible.</summary>
    /// <param name="bytes">The limit.</param>
    /// <param name="reason">Why not.</param>
    public static ControlGroup? OfMemory(long bytes, out string reason) =>
        Create("memory", group => group.Write("memory.limit_in_bytes", "memory.max", bytes.ToString(CultureInfo.InvariantCulture)), out reason);

    /// <summary>One with a share of the processors; null where that is not possible.</summary>
    /// <param name="processors">Above 0.</param>
    /// <param name="reason">Why not.</param>
    public static ControlGroup? OfProcessors(double processors, out string reason) => Create("cpu", group => group.LimitProcessors(processors), out reason);

    /// <summary>Another share from now on.</summary>
    public void LimitProcessors(double processors)
    {
        var time = ((int)(processors * Period)).ToString(CultureInfo.InvariantCulture);
        Write("cpu.cfs_quota_us", "cpu.max", _isVersion1 ? time : FormattableString.Invariant($"{time} {Period}"));
    }

    public void Dispose()
    {
        // The kernel lets go of the processes that were in it a moment after they ended.
        for (var tries = 0; tries < 100 && Directory.Exists(_folder); tries++)
        {
            try
            {
                Directory.Delete(_folder);
            }
            catch (IOException)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static ControlGroup? Create(string controller, Action<ControlGroup> limit, out string reason)
    {
        var group = new ControlGroup(controller);
        try
        {
            Directory.CreateDirectory(group._folder);
            limit(group);
            reason = "";
            return group;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = $"No control group with a limit of {controller} can be made here: {exception.Message}";
            group.Dispose();
            return null;
        }
    }

    private void Write(string ofVersion1, string ofVersion2, string value) => File.WriteAllText(Path.Combine(_folder, _isVersion1 ? ofVersion1 : ofVersion2), value);
}
