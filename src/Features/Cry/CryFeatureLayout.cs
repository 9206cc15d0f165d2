namespace CryApi.Features.Cry;

/// <summary>Where each block of features stands in the vector, and what every value is called.</summary>
internal static class CryFeatureLayout
{
    public const int Mfcc = 0;
    public const int Chroma = Mfcc + Cry.Mfcc.Count;
    public const int Mel = Chroma + ChromaBank.Classes;
    public const int MelCount = 40;
    public const int Contrast = Mel + MelCount;
    public const int Tonnetz = Contrast + SpectralContrast.Bands;
    public const int Scalars = Tonnetz + Cry.Tonnetz.Count;
    public const int Count = Scalars + ScalarRow.Count;

    /// <summary>The names, in the order of the vector.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.AsReadOnly(BuildNames());

    private static string[] BuildNames()
    {
        string[] classes = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
        var names = new List<string>(Count);
        for (int i = 0; i < Cry.Mfcc.Count; i++)
            names.Add($"mfcc_{i:00}");
        foreach (string pitchClass in classes)
            names.Add($"chroma_{pitchClass}");
        for (int i = 0; i < MelCount; i++)
            names.Add($"mel_{i:000}");
        for (int i = 0; i < SpectralContrast.Bands; i++)
            names.Add($"contrast_{i}");
        for (int i = 0; i < Cry.Tonnetz.Count; i++)
            names.Add($"tonnetz_{i}");
        names.AddRange(["zcr", "rms", "centroid", "bandwidth", "rolloff", "flatness"]);
        return [.. names];
    }
}
