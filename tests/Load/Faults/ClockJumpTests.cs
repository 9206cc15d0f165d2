namespace CryApi.Load.Tests;

/// <summary>The clock of the machine is set an hour ahead and an hour back while requests flow, as by a badly kept time server.</summary>
public sealed class ClockJumpTests(ITestOutputHelper output)
{
    private const string Title = "The clock jumps";
    private const int Order = 17;

    private static readonly (string Text, double Hours)[] s_offsets = [("+1h", 1), ("-1h", -1), ("+0", 0)];

    [Fact]
    public async Task Jumps_of_the_clock_are_not_noticed()
    {
        var library = Library();
        Report.SkipWhen(Order, Title, library is null, "libfaketime is not installed.");
        var folder = Directory.CreateTempSubdirectory("cryapi-clock-");
        try
        {
            await RunAsync(library!, Path.Combine(folder.FullName, "offset"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string library, string file)
    {
        await File.WriteAllTextAsync(file, "+0\n");
        var deck = RequestMix.Mixed;
        await using var bench = await LoadBench.StartAsync(deck, new ServiceStart
        {
            // The kernel's monotonic clock goes on as it does whatever the time of day is set to.
            Environment = new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = library,
                ["FAKETIME_TIMESTAMP_FILE"] = file,
                ["FAKETIME_CACHE_DURATION"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["DONT_FAKE_MONOTONIC"] = "1",
            },
        });
        using var client = new LoadClient(bench.Address);
        using var done = new CancellationTokenSource();
        var running = new ClosedLoop(2).RunAsync("while the clock jumps", client, deck, TimeSpan.FromMinutes(5), done.Token);
        var seen = new List<string>();
        foreach (var (text, hours) in s_offsets)
        {
            await Task.Delay(LoadScale.Seconds(10, 0.5), CancellationToken.None);

            // Whole at any moment, as the service reads it again and again.
            await File.WriteAllTextAsync(file + ".new", text + "\n");
            File.Move(file + ".new", file, overwrite: true);
            var ahead = await WaitUntilAheadAsync(bench.Address, hours);
            seen.Add(FormattableString.Invariant($"{ahead:F2} h"));
            Assert.True(Math.Abs(ahead - hours) < 0.1, $"Its clock does not jump: {string.Join(", ", seen)}");
        }

        await Task.Delay(LoadScale.Seconds(10, 0.5), CancellationToken.None);
        await done.CancelAsync();
        var run = await running;
        var section = new Section(Order, Title)
            .Say($"By libfaketime; by the `Date` of its answers the service was {string.Join(", then ", seen)} ahead.")
            .MustKeepContract(run)
            .Must("nothing is shed", $"{run.Count(answer => answer.IsShed)} of {run.Samples.Count}", run.Count(answer => answer.IsShed) == 0);
        var after = await section.MustRecoverAsync(bench, deck);
        section.Runs(run, after).MustNotComplain(bench).Finish(output);
    }

    /// <summary>How far the service's clock is ahead of ours, as soon as that is as expected, or after ten seconds: library and server look at it once a second.</summary>
    private static async Task<double> WaitUntilAheadAsync(Uri address, double hours)
    {
        using var client = new HttpClient { BaseAddress = address };
        for (var tries = 0; ; tries++)
        {
            using var answer = await client.GetAsync("/health/live");
            var ahead = (answer.Headers.Date!.Value - DateTimeOffset.UtcNow).TotalHours;
            if (Math.Abs(ahead - hours) < 0.1 || tries == 50)
                return ahead;
            await Task.Delay(200, CancellationToken.None);
        }
    }

    private static string? Library() => Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 3 })
            .FirstOrDefault()
        : null;
}
