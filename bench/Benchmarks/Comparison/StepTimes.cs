using System.Diagnostics;

namespace CryApi.Benchmarks.Comparison;

/// <summary>Times in ms of named steps: of a processor (all threads of the process), and by the clock.</summary>
internal sealed class StepTimes
{
    private readonly Dictionary<string, List<(double Processor, double Wall)>> _times = [];

    public IEnumerable<string> Steps => _times.Keys;

    public void Clear() => _times.Clear();

    /// <summary>Takes the time of a step, right after a run of itself that isn't timed.</summary>
    public async Task AddAsync(string step, Func<Task> work)
    {
        await work();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await work();
        double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (!_times.TryGetValue(step, out var times))
            _times[step] = times = [];
        times.Add(((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds, wall));
    }

    /// <summary>The medians of a step.</summary>
    public (double Processor, double Wall) Medians(string step) =>
        (Median(_times[step].Select(time => time.Processor)), Median(_times[step].Select(time => time.Wall)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return Math.Round((sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2, 3);
    }
}
