using System.Diagnostics;
using static System.FormattableString;

namespace CryApi.Load.Tests;

/// <summary>How long the service takes to get ready, which is what a rolling update or a crash waits for.</summary>
public sealed class StartTests(ITestOutputHelper output)
{
    private const double MostSeconds = 3;

    [Fact]
    public async Task It_is_ready_within_three_seconds()
    {
        var starts = LoadScale.Count(10, 2);
        var (seconds, failures, complaints) = (new List<double>(), new List<string>(), new List<string>());
        for (var start = 0; start < starts; start++)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                await using var service = await ServiceProcess.StartAsync(LoadBench.OnItsCore(new ServiceStart()));
                seconds.Add(clock.Elapsed.TotalSeconds);
                complaints.AddRange(service.Complaints);
            }
            catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
            {
                failures.Add(exception.Message);
            }
        }

        var taken = Percentiles.Of(seconds);
        var least = seconds.DefaultIfEmpty().Min();
        new Section(3, "Start")
            .Say($"From the start of the process until the first 200 of `/health/ready`, which is asked every 20 ms; {starts} starts one after the other. It is what the build makes: the image's is compiled ahead.")
            .Table(["starts", "median", "least", "most"], [[Invariant($"{seconds.Count}"), Invariant($"{taken.P50:F2} s"), Invariant($"{least:F2} s"), Invariant($"{taken.Max:F2} s")]])
            .Must("it gets ready each time", $"{seconds.Count} of {starts} {string.Join("; ", failures)}", seconds.Count == starts)
            .MustWhenQuiet($"each time in less than {MostSeconds} s", $"at most {taken.Max:F2} s", taken.Max < MostSeconds)
            .MustNotComplain(complaints)
            .Finish(output);
    }
}
