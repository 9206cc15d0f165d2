using System.Diagnostics.Metrics;

namespace CryApi.Api;

/// <summary>
/// A counter with one label whose values are all known. Each is told from the start, at 0: to Prometheus a series that begins at 1 has never risen,
/// so the first of what is rare would be missed. Thread-safe.
/// </summary>
internal sealed class CompleteCounter
{
    private readonly string[] _values;
    private readonly long[] _counts;

    /// <summary>Creates it.</summary>
    /// <param name="meter">Where it belongs.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">What is counted, in braces.</param>
    /// <param name="description">In words.</param>
    /// <param name="label">The label.</param>
    /// <param name="values">Its values.</param>
    public CompleteCounter(Meter meter, string name, string unit, string description, string label, params string[] values)
    {
        _values = values;
        _counts = new long[values.Length];
        meter.CreateObservableCounter(
            name,
            () => _values.Select((value, i) => new Measurement<long>(Interlocked.Read(ref _counts[i]), new KeyValuePair<string, object?>(label, value))),
            unit,
            description);
    }

    /// <summary>Counts one; a value that is not known counts for nothing.</summary>
    public void Add(string value)
    {
        var at = Array.IndexOf(_values, value);
        if (at >= 0)
            Interlocked.Increment(ref _counts[at]);
    }
}
