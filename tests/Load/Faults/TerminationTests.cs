using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CryApi.Load.Tests;

/// <summary>SIGTERM while requests are being sent, received, worked on and answered.</summary>
public sealed class TerminationTests(ITestOutputHelper output)
{
    private const double DrainSeconds = 2;

    // What the clocks of the two runs and ours may be apart.
    private const double Tolerance = 0.1;

    [Fact]
    public async Task Nothing_that_was_accepted_is_cut_off()
    {
        var deck = RequestMix.Mixed;
        await using var bench = await LoadBench.StartAsync(deck, new ServiceStart { Settings = [FormattableString.Invariant($"Shutdown:DrainSeconds={DrainSeconds}")] });
        using var client = new LoadClient(bench.Address);
        using var strangers = new LoadClient(bench.Address, keepsConnections: false);
        using var gone = new CancellationTokenSource();
        var length = TimeSpan.FromMinutes(2);
        var clock = Stopwatch.StartNew();
        var runs = Task.WhenAll(
            new ClosedLoop(4).RunAsync("kept connections", client, deck, length, gone.Token),
            new ClosedLoop(4).RunAsync("a connection each", strangers, deck, length, gone.Token));

        await Task.Delay(LoadScale.Seconds(10, 2), CancellationToken.None);
        var signalled = clock.Elapsed.TotalSeconds;
        bench.Service.Signal(PosixSignal.SIGTERM);
        var code = await bench.Service.WaitForExitAsync(TimeSpan.FromMinutes(1));
        var seconds = clock.Elapsed.TotalSeconds - signalled;
        await gone.CancelAsync();

        var section = new Section(14, "SIGTERM under load")
            .Say($"The process ended {seconds:F1} s after the signal.")
            .Must("it ends by itself, with exit code 0", $"{code}", code == 0);
        foreach (var run in await runs)
        {
            // Who comes when nobody listens any more was not accepted; until the end of the drain everybody is.
            section.MustKeepContract(run, sample => sample.Answer.Outcome == Answer.Refused && sample.At >= signalled + DrainSeconds - Tolerance)
                .Must($"{run.Name}: no answer is cut off", $"{run.Count(answer => answer.Outcome is Answer.Broken or Answer.Hang)}",
                    run.Count(answer => answer.Outcome is Answer.Broken or Answer.Hang) == 0);
        }

        section.Runs(await runs).MustNotComplain(bench).Finish(output);
    }
}
