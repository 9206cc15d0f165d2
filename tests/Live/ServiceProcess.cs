using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryApi.Tests;

/// <summary>The built service as a process of its own, with the shipped models, as it runs in production.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly string[] s_complaints = ["Error", "Critical"];

    // Kestrel itself: a client that resets its connection while its body is read leaves Kestrel's own reader in a state that it then complains of.
    private const string ResetByClient = "automatic draining of the request body failed because the body reader is in an invalid state";

    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private ServiceProcess(ServiceStart how)
    {
        // artifacts/bin/PROJECT/CONFIGURATION: the service of the configuration that these tests are of.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var folder = how.Folder ?? Path.Combine(Repository.Root, "artifacts", "bin", "Api", configuration);
        var host = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        string[] command = [.. how.Wrapper, host, Path.Combine(folder, "CryApi.Api.dll")];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!how.SaysWhereToListen)
            start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        foreach (var setting in how.Settings)
            start.ArgumentList.Add("--" + setting);
        if (how.ManagementPort is { } management)
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--Server:ManagementPort={management}"));
        foreach (var (name, value) in how.Environment)
            start.Environment[name] = value;
        if (how.Temporary is not null)
            start.Environment["TMPDIR"] = how.Temporary;

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The service ended: {string.Join('\n', _log)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens; the first of its addresses.</summary>
    public Uri Address => _address.Task.Result;

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>All that it has written so far, line by line; each is a JSON object but for what comes before logging starts.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>What it logged as an error or worse.</summary>
    public IReadOnlyList<string> Complaints => [.. _log.Where(line => IsComplaint(line) && !line.Contains(ResetByClient, StringComparison.Ordinal))];

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it said.</exception>
    public static async Task<ServiceProcess> StartAsync(ServiceStart how)
    {
        var service = new ServiceProcess(how);
        try
        {
            await service._address.Task.WaitAsync(s_patience);
            var health = how.ManagementPort is { } management ? new UriBuilder(service.Address) { Port = management }.Uri : service.Address;
            using var client = new HttpClient { BaseAddress = health };
            var clock = Stopwatch.StartNew();
            while (!(await client.GetAsync("/health/ready")).IsSuccessStatusCode)
            {
                if (clock.Elapsed > s_patience)
                    throw new TimeoutException("The service doesn't get ready.");
                await Task.Delay(20);
            }

            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a signal.</summary>
    /// <param name="signal">By its name, or as Linux numbers it: 9 kills, 19 stops, 18 continues.</param>
    public void Signal(PosixSignal signal)
    {
        var number = signal switch
        {
            PosixSignal.SIGTERM => 15,
            PosixSignal.SIGINT => 2,
            > 0 => (int)signal,
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
        };
        _ = Kill(_process.Id, number);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan patience)
    {
        await _process.WaitForExitAsync().WaitAsync(patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://[^\s""]+)")]
    private static partial Regex Listening { get; }

    // Where it listens on every address, one is as good as another, and clients can't ask that of none.
    [GeneratedRegex(@"\[::\]|0\.0\.0\.0")]
    private static partial Regex AnyHost { get; }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static bool IsComplaint(string line)
    {
        if (!line.StartsWith('{'))
            return line.StartsWith("Unhandled", StringComparison.Ordinal);
        using var json = JsonDocument.Parse(line);
        return json.RootElement.TryGetProperty("LogLevel", out var level) && s_complaints.Contains(level.GetString());
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        if (Listening.Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(AnyHost.Replace(match.Groups[1].Value, "127.0.0.1")));
    }
}
