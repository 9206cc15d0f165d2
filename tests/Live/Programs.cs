namespace CryApi.Tests;

/// <summary>Programs that tests use where the machine has them.</summary>
internal static class Programs
{
    // Servers lie where only root looks.
    private static readonly string[] s_folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/local/sbin", "/usr/sbin"];

    /// <summary>The program's path, or null.</summary>
    public static string? Find(string name) =>
        s_folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The program's path; the test is skipped where it is missing.</summary>
    public static string FindOrSkip(string name)
    {
        var path = Find(name);
        Assert.SkipWhen(path is null, $"{name} is not on this machine.");
        return path;
    }
}
