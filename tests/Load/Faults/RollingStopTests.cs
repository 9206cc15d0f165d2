using System.Globalization;
using System.Runtime.InteropServices;

namespace CryApi.Load.Tests;

/// <summary>Two instances behind nginx are stopped and started again in turn while requests flow, as a rolling update does it.</summary>
public sealed class RollingStopTests(ITestOutputHelper output)
{
    private const int Order = 21;
    private const string Title = "Rolling stop of two instances behind nginx";
    private const int Clients = 4;

    // Both serve for a while before the next goes, as `minReadySeconds` has it. nginx itself needs no time: with max_fails=0 it tries an instance that
    // refused it again at once.
    private static readonly TimeSpan s_betweenStops = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task No_request_is_lost()
    {
        Report.SkipWhen(Order, Title, Programs.Find("nginx") is null, "nginx is not on this machine.");
        var deck = RequestMix.Mixed;
        var ports = new[] { FreePort.Next(), FreePort.Next() };
        var instances = new ServiceProcess?[ports.Length];
        try
        {
            for (var i = 0; i < ports.Length; i++)
                instances[i] = await StartAsync(ports[i]);
            await using var nginx = await Nginx.StartAsync(new NginxStart([.. instances.Select(instance => instance!.Address)]));
            using var client = new LoadClient(nginx.Address);
            await client.LearnAsync(deck.Requests);
            using var done = new CancellationTokenSource();
            var running = new ClosedLoop(Clients).RunAsync("through nginx", client, deck, TimeSpan.FromMinutes(30), done.Token);
            var (codes, complaints) = (new List<int>(), new List<string>());
            var wanted = LoadScale.Count(10_000, 20);
            for (var round = 0; codes.Count < ports.Length || client.Answered < wanted; round++)
            {
                if (round > 0)
                    await Task.Delay(s_betweenStops, CancellationToken.None);
                var i = round % ports.Length;
                instances[i]!.Signal(PosixSignal.SIGTERM);
                codes.Add(await instances[i]!.WaitForExitAsync(s_patience));
                complaints.AddRange(instances[i]!.Complaints);
                await instances[i]!.DisposeAsync();
                instances[i] = null;
                instances[i] = await StartAsync(ports[i]);
            }

            await done.CancelAsync();
            var run = await running;
            complaints.AddRange(instances.SelectMany(instance => instance!.Complaints));
            Finish(run, wanted, codes, complaints, nginx);
        }
        finally
        {
            foreach (var instance in instances.OfType<ServiceProcess>())
                await instance.DisposeAsync();
        }
    }

    private void Finish(LoadResult run, int wanted, List<int> codes, List<string> complaints, Nginx nginx)
    {
        // A result, or the right error for what is no audio; a 503 is a failure, too.
        var failed = run.Samples.Where(sample => !sample.Answer.IsExpected).Select(sample => $"{sample.Request}: {sample.Answer.Outcome}").ToArray();
        var again = nginx.Answers.Count(answer => answer.Contains(", ", StringComparison.Ordinal));
        new Section(Order, Title)
            .Say($"{codes.Count} times one of them got SIGTERM, ended and was started again; {Clients} clients without retries of their own. nginx asked the other instance {again} times.")
            .Runs(run)
            .Must($"at least {wanted.ToString("N0", CultureInfo.InvariantCulture)} requests", $"{run.Samples.Count:N0}", run.Samples.Count >= wanted)
            .Must("no request fails", $"{failed.Length} of {run.Samples.Count:N0} {string.Join("; ", failed.Take(5))}", failed.Length == 0)
            .Must("every instance ends with exit code 0", $"{string.Join(", ", codes.Distinct())}", codes.All(code => code == 0))
            .MustNotComplain(complaints)
            .Finish(output);
    }

    private static Task<ServiceProcess> StartAsync(int port) => ServiceProcess.StartAsync(LoadBench.OnItsCore(new ServiceStart
    {
        Settings = [string.Create(CultureInfo.InvariantCulture, $"urls=http://127.0.0.1:{port}"), "Shutdown:DrainSeconds=2"],
    }));
}
