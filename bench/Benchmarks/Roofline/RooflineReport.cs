using System.Diagnostics;
using System.Globalization;

namespace CryApi.Benchmarks.Roofline;

/// <summary>Prints how far each step is from what the machine could do: the more of its operations and of its bytes, each at the measured peak.</summary>
internal static class RooflineReport
{
    private const int Seconds = 7;
    private const double MeasuredSeconds = 0.5;

    /// <summary>Measures everything and prints a table in Markdown.</summary>
    public static async Task PrintAsync(TextWriter output)
    {
        float[] samples = await BenchmarkFiles.ReadCryAsync(Seconds);
        MachinePeak peak = MachinePeak.Measure();
        await output.WriteLineAsync(Text($"Peak of one thread: {peak.Single / 1e9:F1} Gop/s float32 (256 bit), {peak.Wide / 1e9:F1} (512 bit), {peak.Double / 1e9:F1} float64 (256 bit); reading memory {peak.Read / 1e9:F1} GB/s."));
        await output.WriteLineAsync();
        await output.WriteLineAsync("| step, clip of 7 s | Mop | MB | least, ms | measured, ms | share of the peak |");
        await output.WriteLineAsync("|---|---|---|---|---|---|");
        foreach (Step step in CrySteps.Of(new CryBlocks(samples)).Concat(DetectionSteps.Of(samples)))
        {
            double least = Math.Max(step.Operations / (step.IsDouble ? peak.Double : peak.Single), step.Bytes / peak.Read);
            double measured = Median(step.Run);
            string share = least > 0 ? Text($"{100 * least / measured:F0} %") : "";
            await output.WriteLineAsync(Text($"| {step.Name} | {step.Operations / 1e6:F1} | {step.Bytes / 1e6:F2} | {1e3 * least:F3} | {1e3 * measured:F3} | {share} |"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Median(Action run)
    {
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed.TotalSeconds < MeasuredSeconds)
            run();
        List<double> times = [];
        for (var all = Stopwatch.StartNew(); all.Elapsed.TotalSeconds < MeasuredSeconds;)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        times.Sort();
        return times[times.Count / 2];
    }
}
