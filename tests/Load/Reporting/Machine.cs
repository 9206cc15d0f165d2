using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CryApi.Load.Tests;

/// <summary>Where and of what the figures are.</summary>
internal static class Machine
{
    private static readonly Lazy<string> s_description = new(() => string.Create(CultureInfo.InvariantCulture,
        $"""
        {Processors()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription};
        commit {Commit()}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC. Generator {Core(Environment.ProcessorCount)}, service {ServiceCore()}.
        """));

    /// <summary>Processor, memory, system, runtime, commit and date, and who had which core.</summary>
    public static string Describe() => s_description.Value;

    private static string Processors()
    {
        var models = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").Where(line => line.StartsWith("model name", StringComparison.Ordinal)).Select(line => line.Split(": ")[1]).ToArray()
            : [];
        return models.Length == 0 ? RuntimeInformation.ProcessArchitecture.ToString() : string.Create(CultureInfo.InvariantCulture, $"{models.Length} × {models[0]}");
    }

    private static string Core(int count) => count == 1 ? "on one core of its own" : string.Create(CultureInfo.InvariantCulture, $"on all {count} cores");

    private static string ServiceCore() => LoadScale.ServiceCore is { } core ? $"on core {core}" : "on all cores";

    private static string Commit()
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", Repository.Root, "describe", "--always", "--dirty", "--abbrev=7"]) { RedirectStandardOutput = true };
            using var git = Process.Start(start)!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
