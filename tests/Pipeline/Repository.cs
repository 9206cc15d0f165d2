namespace CryApi.Pipeline.Tests;

/// <summary>Where things lie in the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Models => Path.Combine(Root, "models");

    public static string Sample(string name) => Path.Combine(Root, "samples", name + ".wav");

    /// <summary>Reference recordings beside the checkout, or null in a clone that has none.</summary>
    public static string? Golden
    {
        get
        {
            var folder = Path.Combine(Root, "..", "shared", "golden");
            return Directory.Exists(folder) ? folder : null;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CryApi.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run from a checkout.");
    }
}
