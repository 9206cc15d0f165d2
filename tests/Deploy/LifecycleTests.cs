using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace CryApi.Deploy.Tests;

/// <summary>How the service goes away when it is told to by signals, as a process of its own.</summary>
public sealed class LifecycleTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] s_cry = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task What_was_accepted_and_what_still_arrives_is_served_then_it_ends_with_0(PosixSignal signal)
    {
        Assert.SkipWhen(signal == PosixSignal.SIGINT && IgnoresInterrupts(), "Jobs in the background are started with SIGINT ignored, and so are their children.");
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = ["Shutdown:DrainSeconds=3"] });
        using var client = new HttpClient { BaseAddress = service.Address };
        using var slow = await SendHeadAsync(service);
        await slow.SendAsync(s_cry.AsMemory(0, 1000), Stop);

        service.Signal(signal);
        await NotReadyAsync(client);

        using var arrived = await client.PostAsync("/analyze", new ByteArrayContent(s_cry), Stop);
        Assert.Equal(HttpStatusCode.OK, arrived.StatusCode);
        Assert.True(arrived.Headers.ConnectionClose);

        // The rest of the body comes when no connection is accepted any more.
        await RefusedAsync(service);
        await slow.SendAsync(s_cry.AsMemory(1000), Stop);
        var answer = await ReadToEndAsync(slow);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"outcome\":", answer, StringComparison.Ordinal);

        Assert.Equal(0, await service.WaitForExitAsync(s_patience));
        Assert.Empty(service.Complaints);
    }

    [Fact]
    public async Task A_second_signal_ends_the_drain_but_not_what_was_accepted()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = ["Shutdown:DrainSeconds=300"] });
        using var client = new HttpClient { BaseAddress = service.Address };
        using var slow = await SendHeadAsync(service);

        service.Signal(PosixSignal.SIGTERM);
        await NotReadyAsync(client);
        service.Signal(PosixSignal.SIGTERM);
        await RefusedAsync(service);
        Assert.True(service.IsRunning);

        await slow.SendAsync(s_cry, Stop);
        Assert.StartsWith("HTTP/1.1 200 ", await ReadToEndAsync(slow), StringComparison.Ordinal);
        Assert.Equal(0, await service.WaitForExitAsync(s_patience));
        Assert.Empty(service.Complaints);
    }

    [Fact]
    public async Task Connections_that_are_kept_alive_do_not_hold_up_the_end()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = ["Shutdown:DrainSeconds=0"] });
        using var client = new HttpClient { BaseAddress = service.Address };
        Assert.Equal("{\"status\":\"live\"}", await client.GetStringAsync("/health/live", Stop));

        var clock = Stopwatch.StartNew();
        service.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, await service.WaitForExitAsync(s_patience));
        output.WriteLine($"Ended {clock.ElapsedMilliseconds} ms after the signal.");
        Assert.Empty(service.Complaints);
    }

    // Clients that go on as a gateway would: a connection that was closed is opened anew, and an instance that is gone is left alone.
    [Fact]
    public async Task No_client_that_keeps_asking_loses_an_answer()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = ["Shutdown:DrainSeconds=2"] });
        using var client = new HttpClient { BaseAddress = service.Address };
        using var leave = new CancellationTokenSource();
        var served = 0;
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!leave.IsCancellationRequested)
            {
                using var answer = await client.PostAsync("/detect", new ByteArrayContent(s_cry), Stop);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Interlocked.Increment(ref served);
            }
        }, Stop)).ToArray();
        while (Volatile.Read(ref served) < 20)
            await Task.Delay(10, Stop);

        service.Signal(PosixSignal.SIGTERM);
        using var probe = new HttpClient { BaseAddress = service.Address };
        await NotReadyAsync(probe);
        var before = Volatile.Read(ref served);
        await Task.Delay(500, Stop);
        await leave.CancelAsync();
        await Task.WhenAll(clients);
        output.WriteLine($"{served} served, {served - before} of them while draining.");
        Assert.True(served > before);
        Assert.Equal(0, await service.WaitForExitAsync(s_patience));
        Assert.Empty(service.Complaints);
    }

    /// <summary>Opens a connection and sends the head of an analysis without its body.</summary>
    private static async Task<Socket> SendHeadAsync(ServiceProcess service)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, service.Address.Port, Stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /analyze HTTP/1.1\r\nHost: x\r\nContent-Length: {s_cry.Length}\r\n\r\n"), Stop);
        await Task.Delay(200, Stop);
        return socket;
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: false);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(Stop).WaitAsync(s_patience, Stop);
    }

    private static Task NotReadyAsync(HttpClient client) => UntilAsync(async () =>
    {
        using var answer = await client.GetAsync("/health/ready", Stop);
        if (answer.StatusCode == HttpStatusCode.OK)
            return false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("\"code\":\"not_ready\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.True(answer.Headers.ConnectionClose);
        return true;
    });

    private static Task RefusedAsync(ServiceProcess service) => UntilAsync(async () =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, service.Address.Port, Stop);
            return false;
        }
        catch (SocketException e)
        {
            Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
            return true;
        }
    });

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < s_patience);
            await Task.Delay(20, Stop);
        }
    }

    /// <summary>Signal 2 in the mask of those that this process ignores.</summary>
    private static bool IgnoresInterrupts()
    {
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(mask, 16) & 2) != 0;
    }
}
