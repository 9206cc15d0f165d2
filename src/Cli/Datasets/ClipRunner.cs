using CryApi.Audio;
using Spectre.Console;

namespace CryApi.Cli;

/// <summary>Does something with every clip of a dataset, several at a time, behind a progress bar.</summary>
internal static class ClipRunner
{
    /// <summary>Runs the work on every clip.</summary>
    /// <param name="dataset">The clips.</param>
    /// <param name="jobs">How many at once.</param>
    /// <param name="work">Gets the clip's index and its bytes.</param>
    /// <param name="cancellationToken">Stops between clips.</param>
    /// <returns>How many clips could not be used; each was named on standard error.</returns>
    public static async Task<int> RunAsync(
        Dataset dataset, int jobs, Func<int, byte[], CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var failed = 0;
        await AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var progress = context.AddTask("clips", maxValue: dataset.Clips.Count);
                var parallel = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken };
                await Parallel.ForAsync(0, dataset.Clips.Count, parallel, async (i, token) =>
                {
                    try
                    {
                        await work(i, await dataset.ReadAsync(dataset.Clips[i], token), token);
                    }
                    catch (Exception e) when (e is AudioException or IOException)
                    {
                        Interlocked.Increment(ref failed);
                        await Console.Error.WriteLineAsync($"{dataset.Clips[i].Path}: {e.Message}");
                    }

                    progress.Increment(1);
                });
            });
        return failed;
    }
}
