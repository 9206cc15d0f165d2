namespace CryApi.Tests;

/// <summary>Where things lie in the checkout that the tests were built from. Compiled into every test project.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The model bundle that ships.</summary>
    public static string Models => Path.Combine(Root, "models");

    /// <summary>A folder of recordings beside the checkout, <c>../shared/NAME</c>, or null in a clone that has none.</summary>
    public static string? Shared(string name)
    {
        var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", name));
        return Directory.Exists(folder) ? folder : null;
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
