using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CryApi.Api.Tests;

/// <summary>What the counters of one service count from now on, whatever others run in this process; those that are observed are <see cref="Gauges"/>.</summary>
internal sealed class Counts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly MeterListener _listener = new();

    public Counts(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is Counter<long> && ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name == CryMetrics.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]);
            _counts.AddOrUpdate(name, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    /// <summary>Name and labels in the order in which they are told, joined by spaces → what was counted.</summary>
    public IReadOnlyDictionary<string, long> Read() => new Dictionary<string, long>(_counts);

    public void Dispose() => _listener.Dispose();
}
