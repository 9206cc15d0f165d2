using System.Text;

namespace CryApi.Load.Tests;

/// <summary>The mix that all runs send: a round of 100 requests with fixed shares of endpoints, formats, lengths and nonsense.</summary>
internal static class RequestMix
{
    private const int Round = 100;
    private const int Seed = 20_26;
    private const string Boundary = "a-line-that-no-clip-holds";

    private static readonly (string Path, int Share)[] s_paths =
        [("/analyze", 50), ("/analyze?include=segments", 10), ("/detect", 25), ("/classify", 15)];

    private static readonly (string Format, int Share)[] s_formats =
    [
        ("wav-16k", 30), ("wav-8k", 10), ("wav-44k1-stereo", 4), ("wav-48k", 4), ("m4a-aac", 22), ("mp3", 10), ("webm-opus", 10), ("ogg-opus", 5), ("flac", 5),
    ];

    // Three of a hundred are a minute long, and with this seed all three are cries to /analyze in a compressed format: the 99th percentile lies among
    // them. Where one of them takes twice what the others do, it lies at the edge of that one's share, and one run in four has it on the other side.
    private const int LengthSeed = Seed + 55;

    private static readonly (int Seconds, int Share)[] s_lengths = [(7, 70), (1, 5), (3, 10), (15, 7), (30, 5), (60, 3)];

    private static readonly Lazy<RequestDeck> s_mixed = new(() => new RequestDeck([.. Clips(), .. Nonsense()], Seed));

    /// <summary>Three of a hundred are no audio. Formats without an encoder on this machine are WAVs.</summary>
    public static RequestDeck Mixed => s_mixed.Value;

    /// <summary>What needs no decoding process.</summary>
    public static RequestDeck Wavs { get; } = new([.. s_paths.Select((path, i) => Raw(path.Path, "wav-16k", 7, i))], Seed);

    /// <summary>What needs one; null where there is no encoder.</summary>
    public static RequestDeck? Decoded => ClipLibrary.Make("m4a-aac", 7, 0) is null ? null
        : new([.. s_paths.Select((path, i) => Raw(path.Path, "m4a-aac", 7, i))], Seed);

    /// <summary>One request again and again; null where there is no encoder.</summary>
    /// <param name="path">Path and query.</param>
    /// <param name="format">As <see cref="ClipLibrary.Make"/> takes it.</param>
    /// <param name="seconds">Length of the sound.</param>
    public static RequestDeck? Only(string path, string format, int seconds) =>
        ClipLibrary.Make(format, seconds, 0) is null ? null : new([Raw(path, format, seconds, 0)], Seed);

    private static IEnumerable<LoadRequest> Clips()
    {
        var paths = Spread(s_paths, Seed + 1);
        var formats = Spread(s_formats, Seed + 2);
        var lengths = Spread(s_lengths, LengthSeed);
        for (var i = 0; i < Round - Garbage.Length; i++)
        {
            var raw = Raw(paths[i], formats[i], lengths[i], i);
            yield return i % 10 == 9 ? AsForm(raw) : raw;
        }
    }

    private static (string Name, byte[] Body)[] Garbage
    {
        get
        {
            var noise = new byte[20_000];
            new Random(Seed).NextBytes(noise);
            return [("noise", noise), ("truncated", ClipLibrary.Wav("cry.wav", 7)[..100_000]), ("nothing", [])];
        }
    }

    private static IEnumerable<LoadRequest> Nonsense() =>
        Garbage.Select(garbage => new LoadRequest($"analyze {garbage.Name}", "/analyze", garbage.Body, "application/octet-stream", 0));

    private static LoadRequest Raw(string path, string format, int seconds, int number)
    {
        if (ClipLibrary.Make(format, seconds, number) is not { } clip)
            return Raw(path, "wav-16k", seconds, number);
        return new LoadRequest($"{path[1..]} {format} {seconds} s", path, clip, "application/octet-stream", seconds);
    }

    private static LoadRequest AsForm(LoadRequest raw)
    {
        var head = $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"clip\"\r\nContent-Type: audio/mp4\r\n\r\n";
        byte[] body = [.. Encoding.ASCII.GetBytes(head), .. raw.Body, .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n")];
        return raw with { Name = $"{raw.Name}, a form", Body = body, ContentType = $"multipart/form-data; boundary={Boundary}" };
    }

    // A hundred of them by their shares, in an order of their own.
    private static T[] Spread<T>((T Value, int Share)[] shares, int seed)
    {
        T[] values = [.. shares.SelectMany(share => Enumerable.Repeat(share.Value, share.Share))];
        new Random(seed).Shuffle(values);
        return values;
    }
}
