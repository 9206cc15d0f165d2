namespace CryApi.Api;

/// <summary>Finds the folder of the model bundle.</summary>
internal static class ModelsFolder
{
    private const string Manifest = "manifest.json";

    /// <summary>
    /// An absolute path is taken as it is. A relative one is looked for in each start folder and all folders above it, so that the
    /// service finds the repository's models whether it runs from the repository, the project or the build output.
    /// </summary>
    /// <param name="path">Configured path.</param>
    /// <param name="starts">Folders to start from, in order.</param>
    /// <returns>The first that holds a manifest; where none does, the path in the first start folder, for the error message.</returns>
    public static string Resolve(string path, params ReadOnlySpan<string> starts)
    {
        if (Path.IsPathRooted(path))
            return path;
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.GetFullPath(path, folder.FullName);
                if (File.Exists(Path.Combine(candidate, Manifest)))
                    return candidate;
            }
        }

        return Path.GetFullPath(path, starts[0]);
    }
}
