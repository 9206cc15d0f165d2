using System.Diagnostics;
using System.Net.Sockets;

namespace CryApi.Tests;

/// <summary>A real nginx in front of the service: a child of the test, unprivileged, with all of its files in a folder that is deleted.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private Nginx(string program, NginxStart how)
    {
        _folder = Directory.CreateTempSubdirectory("cryapi-nginx-");
        var port = FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{port}");
        File.WriteAllText(PathOf("cryapi.conf"), how.ToConfiguration(port));
        File.WriteAllText(PathOf("nginx.conf"), Frame());
        _process = Process.Start(new ProcessStartInfo(program, ["-p", _folder.FullName, "-e", "error.log", "-c", PathOf("nginx.conf")]) { RedirectStandardError = true })!;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its folder; <c>bodies</c> in it is where it writes bodies that it has no room for in memory.</summary>
    public string Folder => _folder.FullName;

    /// <summary>What it has to say, as it writes it: <c>date [level] ...</c>.</summary>
    public IReadOnlyList<string> Errors => Lines("error.log");

    /// <summary>A line for every answer: its status, then instance and status of each try, e.g. <c>200 127.0.0.1:81, 127.0.0.1:82 502, 200</c>.</summary>
    public IReadOnlyList<string> Answers => Lines("access.log");

    /// <summary>Skips the test where there is none.</summary>
    public static void SkipUnlessPresent() => Programs.FindOrSkip("nginx");

    /// <summary>Starts it and waits until it listens; skips the test where there is none.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it said.</exception>
    public static async Task<Nginx> StartAsync(NginxStart how)
    {
        var nginx = new Nginx(Programs.FindOrSkip("nginx"), how);
        try
        {
            var clock = Stopwatch.StartNew();
            while (!await nginx.ListensAsync())
            {
                if (nginx._process.HasExited || clock.Elapsed > s_patience)
                    throw new InvalidOperationException($"nginx doesn't listen: {string.Join('\n', nginx.Errors)}");
                await Task.Delay(10);
            }

            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> ListensAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(Address.Host, Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string[] Lines(string file) => File.Exists(PathOf(file)) ? File.ReadAllLines(PathOf(file)) : [];

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    // A worker of root would be nobody, who may not write into the folder.
    private static string Frame() => $$"""
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log error.log warn;
        events { worker_connections 2048; }
        http {
            log_format tries '$status $upstream_addr $upstream_status';
            access_log access.log tries;
            client_body_temp_path bodies;
            proxy_temp_path answers;
            fastcgi_temp_path other;
            uwsgi_temp_path other;
            scgi_temp_path other;
            include cryapi.conf;
        }
        """;
}
