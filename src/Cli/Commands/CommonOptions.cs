using System.CommandLine;

namespace CryApi.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Folder of the model bundle: <c>models</c> beside the working directory, or above the program.</summary>
    public static Option<DirectoryInfo> Models() => new("--models")
    {
        Description = "Folder of the model bundle.",
        DefaultValueFactory = _ => new DirectoryInfo(FindModels()),
    };

    /// <summary>How many files are worked on at once.</summary>
    public static Option<int> Jobs() => new Option<int>("--jobs", "-j")
    {
        Description = "Files worked on at once.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.MustBe(n => n >= 1, "1 or more");

    /// <summary>The dataset's folder.</summary>
    public static Argument<DirectoryInfo> Dataset() => new("dataset")
    {
        Description = "Folder of clips with a manifest.csv (columns path, group, origin, detect_label, type_label, fold).",
    };

    private static string FindModels()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "models");
            if (!File.Exists("models/manifest.json") && File.Exists(Path.Combine(candidate, "manifest.json")))
                return candidate;
        }

        return "models";
    }
}
