using System.Runtime.InteropServices;
using CryApi.Audio.Tests;

namespace CryApi.Features.Tests.Acoustics;

/// <summary>Recorded cries, which lie beside the repository on some machines and never in it.</summary>
internal static class RecordedCry
{
    /// <summary>The folder of recordings; skips the test where there is none, or no ffmpeg to decode them.</summary>
    public static string Folder()
    {
        Ffmpeg.SkipUnlessPresent();
        string? folder = Repository.Shared("data");
        Assert.SkipWhen(folder is null, "There is no ../shared/data.");
        return folder;
    }

    /// <summary>A recording as 16-bit samples.</summary>
    public static short[] Decode(string folder, string path)
    {
        byte[]? raw = Ffmpeg.Run("-i IN -f s16le -c:a pcm_s16le -ac 1 -ar 16000 OUT", File.ReadAllBytes(Path.Combine(folder, path)));
        Assert.NotNull(raw);
        return [.. MemoryMarshal.Cast<byte, short>(raw)];
    }

    /// <summary>The same with full scale ±1.</summary>
    public static float[] Read(string folder, string path) => Array.ConvertAll(Decode(folder, path), sample => sample / 32768f);
}
