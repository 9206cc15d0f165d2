namespace CryApi.Load.Tests;

/// <summary>Requests in a fixed order that never ends: rounds of the same requests, each shuffled anew.</summary>
/// <param name="requests">A round; each stands in it as often as it is to be sent.</param>
/// <param name="seed">Of the order.</param>
internal sealed class RequestDeck(IReadOnlyList<LoadRequest> requests, int seed)
{
    private const int Rounds = 32;

    private readonly LoadRequest[][] _rounds = [.. Enumerable.Range(0, Rounds).Select(round => Shuffled(requests, unchecked((seed * 1_000) + round)))];

    /// <summary>The request with this number from 0 on.</summary>
    public LoadRequest this[long number] => _rounds[number / requests.Count % Rounds][number % requests.Count];

    /// <summary>A round, in the order that it was made in.</summary>
    public IReadOnlyList<LoadRequest> Requests => requests;

    /// <summary>Mean bytes of a body.</summary>
    public double MeanBytes => requests.Average(request => request.Body.Length);

    /// <summary>Mean seconds of sound in a request.</summary>
    public double MeanAudioSeconds => requests.Average(request => request.AudioSeconds);

    /// <summary>The same with some of the requests only.</summary>
    public RequestDeck Where(Func<LoadRequest, bool> keep) => new([.. requests.Where(keep)], seed);

    private static LoadRequest[] Shuffled(IReadOnlyList<LoadRequest> requests, int seed)
    {
        LoadRequest[] order = [.. requests];
        new Random(seed).Shuffle(order);
        return order;
    }
}
