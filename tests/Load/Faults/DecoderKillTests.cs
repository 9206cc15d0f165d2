using System.Diagnostics;
using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>Decoding processes are killed while they work, as the kernel kills them where memory is short.</summary>
public sealed class DecoderKillTests(ITestOutputHelper output)
{
    private const string Title = "Decoders are killed";
    private const int Order = 11;

    [Fact]
    public async Task A_decoder_that_is_killed_costs_its_own_request_only()
    {
        Report.SkipWhen(Order, Title, RequestMix.Decoded is null, "ffmpeg has to encode clips first.");
        var (decoded, wavs) = (RequestMix.Decoded!, RequestMix.Wavs);
        await using var bench = await LoadBench.StartAsync(decoded);
        Report.SkipWhen(Order, Title, decoded.Requests[0].Expected!.Outcome != "200", "The service has no decoder here.");
        using var client = new LoadClient(bench.Address);
        await client.LearnAsync(wavs.Requests);

        using var stop = new CancellationTokenSource();
        var killing = Task.Run(() => KillAsync(bench.Service.Id, stop.Token));
        var length = LoadScale.Seconds(60, 3);
        var runs = await Task.WhenAll(
            new ClosedLoop(3).RunAsync("M4A", client, decoded, length), new ClosedLoop(2).RunAsync("WAV", client, wavs, length));
        await stop.CancelAsync();
        var killed = await killing;

        var hit = runs[0].Count(answer => !answer.IsGood);
        var section = new Section(Order, Title)
            .Say($"Every child of the service is looked at every few milliseconds and killed half of the time: {killed} were.")
            .Must("some were hit while they decoded", $"{hit} requests", hit > 0)
            .MustKeepContract(runs[0], sample => sample.Answer.Outcome == "422 corrupt")
            .MustKeepContract(runs[1])
            .Must("WAVs get results all the time", $"{runs[1].Count(answer => answer.IsGood)} of {runs[1].Samples.Count}",
                runs[1].Count(answer => answer.IsGood) == runs[1].Samples.Count);
        var after = await section.MustRecoverAsync(bench, decoded);
        section.Runs(runs[0], runs[1], after).Finish(output);
    }

    private static async Task<int> KillAsync(int service, CancellationToken stop)
    {
        var random = new Random(1);
        var process = string.Create(CultureInfo.InvariantCulture, $"/proc/{service}");
        var (killed, spared) = (0, new HashSet<int>());
        while (!stop.IsCancellationRequested)
        {
            foreach (var child in ProcessState.ChildrenOf(process))
            {
                if (spared.Contains(child) || (random.Next(2) == 0 && spared.Add(child)))
                    continue;
                try
                {
                    using var victim = Process.GetProcessById(child);
                    victim.Kill();
                    killed++;
                    spared.Add(child);
                }
                catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
                {
                    // It was faster.
                }
            }

            await Task.Delay(random.Next(1, 6), CancellationToken.None);
        }

        return killed;
    }
}
