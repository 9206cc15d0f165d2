using System.Diagnostics;
using System.Text;

namespace CryApi.Audio.Tests;

/// <summary>Reads what a fake ffmpeg says, and wakes one that has stopped itself.</summary>
internal static class RunOutput
{
    /// <summary>One line, byte by byte, so that nothing behind it is lost.</summary>
    public static async Task<string> ReadLineAsync(Stream output, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await output.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString();
    }

    /// <summary>Waits until a process has stopped itself, then lets it go on.</summary>
    public static async Task WakeAsync(string processId, CancellationToken cancellationToken)
    {
        while (!(await File.ReadAllTextAsync($"/proc/{processId}/stat", cancellationToken)).Contains(") T ", StringComparison.Ordinal))
            await Task.Delay(5, cancellationToken);
        using var kill = Process.Start("kill", ["-CONT", processId]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Whether a process is there, be it only as a zombie.</summary>
    public static bool IsAlive(string processId) => Directory.Exists($"/proc/{processId}");
}
