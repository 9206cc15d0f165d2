using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>A control group that gives a process a share of a processor, as a container's limit does; of the first or the second version of Linux's interface.</summary>
internal sealed class ProcessorQuota : IDisposable
{
    private const string Version1 = "/sys/fs/cgroup/cpu";
    private const string Version2 = "/sys/fs/cgroup";

    // As Kubernetes has it, µs.
    private const int Period = 100_000;

    private static int s_number;

    private readonly string _folder;
    private readonly bool _isVersion1;

    private ProcessorQuota(string folder, bool isVersion1) => (_folder, _isVersion1) = (folder, isVersion1);

    /// <summary>What starts a program in it.</summary>
    public IReadOnlyList<string> Wrapper => ["sh", "-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$@\"", "sh"];

    /// <summary>Makes one without a limit; null where that is not possible.</summary>
    /// <param name="reason">Why not.</param>
    public static ProcessorQuota? Create(out string reason)
    {
        var isVersion1 = Directory.Exists(Version1);
        var name = FormattableString.Invariant($"cryapi-quota-{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}");
        var quota = new ProcessorQuota(Path.Combine(isVersion1 ? Version1 : Version2, name), isVersion1);
        try
        {
            Directory.CreateDirectory(quota._folder);
            quota.Limit(1);
            reason = "";
            return quota;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = $"No control group with a share of a processor can be made here: {exception.Message}";
            quota.Dispose();
            return null;
        }
    }

    /// <summary>Limits it from now on.</summary>
    /// <param name="processors">Above 0.</param>
    public void Limit(double processors)
    {
        var time = ((int)(processors * Period)).ToString(CultureInfo.InvariantCulture);
        if (_isVersion1)
            File.WriteAllText(Path.Combine(_folder, "cpu.cfs_quota_us"), time);
        else
            File.WriteAllText(Path.Combine(_folder, "cpu.max"), FormattableString.Invariant($"{time} {Period}"));
    }

    public void Dispose() => ControlGroup.Remove(_folder);
}
