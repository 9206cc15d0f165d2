using System.Diagnostics.Metrics;

namespace CryApi.Api.Tests;

/// <summary>Reads the observable instruments of one service, whatever others run in this process.</summary>
internal static class Gauges
{
    /// <summary>Name and labels in the order in which they are told, joined by spaces → value.</summary>
    public static IReadOnlyDictionary<string, double> Read(IMeterFactory meters)
    {
        var values = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.IsObservable && ReferenceEquals(instrument.Meter.Scope, meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => values.Add(Name(instrument, tags), value));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => values.Add(Name(instrument, tags), value));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]);
}
