namespace CryApi.Audio;

/// <summary>Where ffmpeg is.</summary>
internal static class FfmpegLocator
{
    private const string FileName = "ffmpeg";

    private const string Artifacts = "artifacts";
    private const string Checkout = "CryApi.sln";

    /// <summary>The programs to try, in order; none where there is none and none was asked for.</summary>
    /// <param name="configured"><see cref="FfmpegOptions.Path"/>: a file, a name on the <c>PATH</c>, empty, or <see cref="FfmpegOptions.None"/>.</param>
    /// <exception cref="FfmpegException">What was asked for is not there.</exception>
    public static IReadOnlyList<string> Find(string configured)
    {
        if (configured == FfmpegOptions.None)
            return [];
        if (configured.Length == 0)
            return [.. Usual().OfType<string>().Where(File.Exists)];
        if (File.Exists(configured))
            return [Path.GetFullPath(configured)];
        string[] named = configured.Contains(Path.DirectorySeparatorChar) ? [] : [.. OnPath(configured)];
        return named.Length == 0 ? throw new FfmpegException($"There is no ffmpeg at {configured}.") : named;
    }

    private static IEnumerable<string?> Usual()
    {
        yield return Path.Combine(AppContext.BaseDirectory, FileName, FileName);
        yield return InCheckout();
        foreach (var path in OnPath(FileName))
            yield return path;
    }

    /// <summary>The build of the repository that this program was built in, below the same <c>artifacts</c>; no other folder is trusted for its name.</summary>
    private static string? InCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.Name == Artifacts && File.Exists(Path.Combine(folder.FullName, "..", Checkout)))
                return Path.Combine(folder.FullName, FileName, FileName);
        }

        return null;
    }

    private static IEnumerable<string> OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathRooted)
        .Select(folder => Path.Combine(folder, name))
        .Where(File.Exists);
}
