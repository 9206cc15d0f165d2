namespace CryApi.Audio.Tests;

/// <summary>Real recordings, which lie beside the repository on some machines and never in it.</summary>
internal static class Shared
{
    /// <summary>The folder <c>../shared/NAME</c>; skips the test where there is none.</summary>
    public static string Folder(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CryApi.sln")))
            root = root.Parent;
        var folder = Path.Combine(root?.Parent?.FullName ?? "", "shared", name);
        Assert.SkipUnless(root is not null && Directory.Exists(folder), $"There is no ../shared/{name}.");
        return folder;
    }
}
