namespace CryApi.Tests;

/// <summary>Encoded clips within xunit tests.</summary>
internal static class EncodedClipSkips
{
    /// <summary>The file; skips the test where its encoder isn't installed.</summary>
    /// <param name="clip">What to make.</param>
    /// <param name="wav">A mono WAV file.</param>
    public static byte[] EncodeOrSkip(this EncodedClip clip, byte[] wav)
    {
        var file = clip.Encode(wav);
        Assert.SkipWhen(file is null, clip.WhyNot(wav) ?? "There is no file.");
        return file!;
    }
}
