using System.Collections.Concurrent;

namespace CryApi.Fuzz.Tests;

/// <summary>Counts outcomes. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public int Total => _counts.Values.Sum();

    public int this[string outcome] => _counts.GetValueOrDefault(outcome);

    public void Add(string outcome) => _counts.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    /// <summary>The counts, most frequent first.</summary>
    public override string ToString() => string.Join(", ",
        _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
            .Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:N0}")));
}
