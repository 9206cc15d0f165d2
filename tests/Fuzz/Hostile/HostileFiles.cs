namespace CryApi.Fuzz.Tests;

/// <summary>Every file that was thought of, and outcomes that several share.</summary>
internal static class HostileFiles
{
    /// <summary>No audio at all.</summary>
    public static readonly string[] Refused = ["415 unsupported_format"];

    /// <summary>Looks like audio, and can't be used.</summary>
    public static readonly string[] Unusable =
    [
        "415 unsupported_format", "422 corrupt", "422 truncated", "422 too_short", "422 no_audio_track", "422 unsupported_sample_rate",
        "422 too_many_channels",
    ];

    /// <summary>Damaged in a way that a decoder may bear with; never too long, too slow or too much.</summary>
    public static readonly string[] Bearable = [.. Unusable, "200"];

    /// <summary>More sound than is accepted; a decoder may also find it damaged first.</summary>
    public static readonly string[] TooLong = ["413 audio_too_long"];

    /// <summary>Costs more than it is worth: stopped by any of the limits.</summary>
    public static readonly string[] Stopped = [.. Bearable, "413 audio_too_long", "504 timeout"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        .. TextFiles.All, .. Archives.All, .. Polyglots.All, .. MovFiles.All,
        .. MatroskaFiles.All, .. StreamFiles.All, .. HeaderFiles.All, .. Bombs.All,
    ];

    /// <summary>A seed of the catalogue to damage, or null where it can't be made.</summary>
    public static byte[]? Seed(string name) => ServiceSeeds.All.FirstOrDefault(seed => seed.Name == name).File?.ToArray();

    /// <summary>A seed with bytes written over it at an offset from a place found by its id.</summary>
    /// <param name="name">The seed.</param>
    /// <param name="id">Four characters that stand there.</param>
    /// <param name="offset">Bytes from the id's first.</param>
    /// <param name="bytes">What is written.</param>
    public static byte[]? Patch(string name, string id, int offset, params byte[] bytes)
    {
        if (Seed(name) is not { } file)
            return null;
        var at = file.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(id));
        Assert.True(at >= 0, $"{name} has no {id}.");
        bytes.CopyTo(file, at + offset);
        return file;
    }
}
