using System.Security.Cryptography;

namespace CryApi.Pipeline;

/// <summary>Reads a model file and makes sure that it is the one the manifest means.</summary>
internal static class ModelFile
{
    /// <exception cref="ModelBundleException">The file is missing or has another digest.</exception>
    public static byte[] ReadVerified(string path, string sha256)
    {
        var bytes = Open(path, File.ReadAllBytes);
        Compare(path, SHA256.HashData(bytes), sha256);
        return bytes;
    }

    /// <summary>The same without keeping the content.</summary>
    /// <inheritdoc cref="ReadVerified"/>
    public static void Verify(string path, string sha256) => Compare(path, Open(path, Hash), sha256);

    private static byte[] Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return SHA256.HashData(stream);
    }

    private static byte[] Open(string path, Func<string, byte[]> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{path} can't be read: {e.Message}", e);
        }
    }

    private static void Compare(string path, byte[] digest, string sha256)
    {
        var actual = Convert.ToHexStringLower(digest);
        if (!string.Equals(actual, sha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelBundleException($"{path} is not the file that the manifest names: its sha256 is {actual}, the manifest says {sha256}.");
    }
}
