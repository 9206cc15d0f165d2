using System.Text.Json;

namespace CryApi.Features.Tests.Golden;

/// <summary>
/// Finds the reference clips. The two generated ones are part of the repository; all twelve lie in ../shared/golden beside it, where that
/// folder exists.
/// </summary>
internal static class GoldenClips
{
    /// <summary>Why the tests on all twelve clips can't run here, if they can't.</summary>
    public const string Missing =
        "The folder ../shared/golden with the recorded clips isn't beside this repository; the two generated clips are tested.";

    /// <summary>The folder with all clips.</summary>
    public static string Shared { get; } = Path.Combine(Repository.Root, "..", "shared", "golden");

    /// <summary>The folder with the generated clips.</summary>
    public static string Own { get; } = Path.Combine(Repository.Root, "tests", "Features", "Golden");

    /// <summary>Whether all clips are here.</summary>
    public static bool HasShared => File.Exists(Path.Combine(Shared, "features.json"));

    /// <summary>The names of the features, in order.</summary>
    public static string[] FeatureNames()
    {
        using JsonDocument json = Parse(Own);
        return [.. json.RootElement.GetProperty("feature_names").EnumerateArray().Select(name => name.GetString()!)];
    }

    /// <summary>Reads one clip.</summary>
    public static GoldenClip Load(string folder, string name)
    {
        using JsonDocument json = Parse(folder);
        JsonElement clip = json.RootElement.GetProperty("clips").GetProperty(name).Clone();
        return new GoldenClip(WavFile.Read(Path.Combine(folder, clip.GetProperty("file").GetString()!)), clip);
    }

    private static JsonDocument Parse(string folder) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "features.json")));
}
