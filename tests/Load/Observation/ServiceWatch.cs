using System.Diagnostics;
using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>Looks at a process regularly while it is under load: memory and processor time, its children's too.</summary>
internal sealed class ServiceWatch : IAsyncDisposable
{
    // USER_HZ, which Linux fixes for programs.
    private const double TicksPerSecond = 100;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<MemoryPoint> _points = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _processorBefore;
    private readonly Task _looking;
    private readonly int _id;

    /// <summary>Begins.</summary>
    /// <param name="id">The process.</param>
    /// <param name="every">Time between two looks.</param>
    public ServiceWatch(int id, TimeSpan every)
    {
        _id = id;
        _processorBefore = ProcessorSecondsOf(id);
        _looking = Task.Run(() => LookAsync(every));
    }

    /// <summary>What was seen so far, in order.</summary>
    public IReadOnlyList<MemoryPoint> Memory
    {
        get
        {
            lock (_points)
                return [.. _points];
        }
    }

    /// <summary>Seconds that it and its children, once they have ended, took of a processor since the beginning.</summary>
    public double ProcessorSeconds => ProcessorSecondsOf(_id) - _processorBefore;

    /// <summary>Time since the beginning in seconds.</summary>
    public double Seconds => _clock.Elapsed.TotalSeconds;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            do
            {
                var point = new MemoryPoint(_clock.Elapsed.TotalSeconds, ResidentBytesOf(_id), ChildrenOf(_id).Where(IsOfItsOwn).Sum(ResidentBytesOf));
                lock (_points)
                    _points.Add(point);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            // Told to stop, or the process has ended.
        }
    }

    private static IReadOnlyList<int> ChildrenOf(int id) => ProcessState.ChildrenOf(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}"));

    /// <summary>Whether a child runs a program yet. Until then it is the process once more, and so would its memory be.</summary>
    private bool IsOfItsOwn(int child)
    {
        static string? Program(int id) => new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/exe")).LinkTarget;
        try
        {
            return Program(child) != Program(_id);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Bytes; 0 for a process that is gone.</summary>
    private static long ResidentBytesOf(int id)
    {
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/status"))
                .FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static double ProcessorSecondsOf(int id)
    {
        try
        {
            // The fields after the name, which is in brackets: utime, stime, cutime and cstime are the 14th to 17th of all.
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return double.NaN;
        }
    }
}
