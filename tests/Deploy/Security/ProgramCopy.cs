namespace CryApi.Deploy.Tests;

/// <summary>The built service in a folder of its own, so that its settings can be changed. Native libraries are linked, not copied.</summary>
internal sealed class ProgramCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryapi-program-");

    public ProgramCopy()
    {
        var built = Path.Combine(Repository.Root, "artifacts", "bin", "Api", new DirectoryInfo(AppContext.BaseDirectory).Name);
        foreach (var file in Directory.GetFiles(built))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(built))
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, Path.GetFileName(folder)), folder);
    }

    public string Folder => _folder.FullName;

    /// <summary>Its settings.</summary>
    public string Settings => Path.Combine(Folder, "appsettings.json");

    public void Dispose() => _folder.Delete(recursive: true);
}
