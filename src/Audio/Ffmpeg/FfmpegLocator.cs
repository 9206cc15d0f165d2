namespace CryApi.Audio;

/// <summary>Where ffmpeg is.</summary>
internal static class FfmpegLocator
{
    private const string FileName = "ffmpeg";

    // The file that marks a checkout: nothing else on a machine is taken for the build of this repository.
    private const string Checkout = "CryApi.sln";

    /// <summary>The program to use, or null where there is none and none was asked for.</summary>
    /// <param name="configured"><see cref="FfmpegOptions.Path"/>: a file, a name on the <c>PATH</c>, empty, or <see cref="FfmpegOptions.None"/>.</param>
    /// <exception cref="FfmpegException">What was asked for is not there.</exception>
    public static string? Find(string configured)
    {
        if (configured == FfmpegOptions.None)
            return null;
        if (configured.Length == 0)
            return Candidates().FirstOrDefault(File.Exists) ?? OnPath(FileName);
        if (File.Exists(configured))
            return Path.GetFullPath(configured);
        var named = configured.Contains(Path.DirectorySeparatorChar) ? null : OnPath(configured);
        return named ?? throw new FfmpegException($"There is no ffmpeg at {configured}.");
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, FileName, FileName);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Checkout)))
                yield return Path.Combine(folder.FullName, "artifacts", FileName, FileName);
        }
    }

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathRooted)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
