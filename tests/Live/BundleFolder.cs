using System.Text.Json.Nodes;

namespace CryApi.Tests;

/// <summary>A copy of the shipped bundle in a folder of its own, to be changed while a service uses it.</summary>
internal sealed class BundleFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cryapi-models-").FullName;

    public BundleFolder()
    {
        Path = System.IO.Path.Combine(_root, "models");
        Repair();
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    private string Manifest => File("manifest.json");

    /// <summary>Version of the bundle and of its models as shipped.</summary>
    public static string Shipped => (string)JsonNode.Parse(System.IO.File.ReadAllText(System.IO.Path.Combine(Repository.Models, "manifest.json")))!["version"]!;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes it what is shipped.</summary>
    public void Repair()
    {
        Directory.CreateDirectory(Path);
        foreach (var file in Directory.GetFiles(Repository.Models))
            System.IO.File.Copy(file, File(System.IO.Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Makes the bundle, and each of its models, say another version, in one step.</summary>
    public void SetVersion(string version) => Edit(manifest =>
    {
        manifest["version"] = version;
        foreach (var (_, stage) in manifest["stages"]!.AsObject())
            stage!["version"] = version;
    });

    /// <summary>Changes the manifest, in one step.</summary>
    public void Edit(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(System.IO.File.ReadAllText(Manifest))!;
        change(manifest);
        var made = System.IO.Path.Combine(_root, "manifest.new");
        System.IO.File.WriteAllText(made, manifest.ToJsonString());
        System.IO.File.Move(made, Manifest, overwrite: true);
    }

    /// <summary>Changes one byte in the middle of a file, which the service may be reading.</summary>
    public void Corrupt(string name)
    {
        using var file = System.IO.File.Open(File(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = file.Length / 2;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 0x40));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
