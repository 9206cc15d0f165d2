using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CryApi.Fuzz.Tests;

/// <summary>The built service as a process of its own, with the shipped models and limits, on a free port of the loopback interface.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly string[] s_complaints = ["fail:", "crit:", "Unhandled"];

    // Kestrel itself: a client that resets its connection while its body is read leaves Kestrel's own reader in a state that it then complains of.
    private const string ResetByClient = "automatic draining of the request body failed because the body reader is in an invalid state";

    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="temporary">Its folder for temporary files.</param>
    private ServiceProcess(string temporary)
    {
        // artifacts/bin/PROJECT/CONFIGURATION: the service of the configuration that these tests are of.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "Api", configuration, "CryApi.Api.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { program, "--urls", "http://127.0.0.1:0" },
        };
        start.Environment["TMPDIR"] = temporary;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The service ended: {string.Join('\n', _log)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _address.Task.Result;

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>What it logged as an error or worse, with the line that says what.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            string[] lines = [.. _log, ""];
            return [.. lines.Zip(lines.Skip(1))
                .Where(pair => s_complaints.Any(sign => pair.First.StartsWith(sign, StringComparison.Ordinal)))
                .Where(pair => !pair.Second.Contains(ResetByClient, StringComparison.Ordinal))
                .Select(pair => pair.First + pair.Second)];
        }
    }

    /// <summary>Starts it and waits until it listens with its models loaded.</summary>
    public static async Task<ServiceProcess> StartAsync(string temporary)
    {
        var service = new ServiceProcess(temporary);
        await service._address.Task.WaitAsync(s_patience);
        using var client = new HttpClient { BaseAddress = service.Address };
        var clock = Stopwatch.StartNew();
        while (!(await client.GetAsync("/health/ready")).IsSuccessStatusCode)
        {
            if (clock.Elapsed > s_patience)
                throw new TimeoutException("The service doesn't get ready.");
            await Task.Delay(100);
        }

        return service;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening { get; }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        if (Listening.Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }
}
