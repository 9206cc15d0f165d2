using System.Security.Cryptography;

namespace CryApi.Pipeline;

/// <summary>Reads a model file and makes sure that it is the one the manifest means.</summary>
internal static class ModelFile
{
    /// <exception cref="ModelBundleException">The file is missing or has another digest.</exception>
    public static byte[] ReadVerified(string path, string sha256)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{path} can't be read: {e.Message}", e);
        }

        var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return string.Equals(actual, sha256, StringComparison.OrdinalIgnoreCase)
            ? bytes
            : throw new ModelBundleException($"{path} is not the file that the manifest names: its sha256 is {actual}, the manifest says {sha256}.");
    }
}
