using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryApi.Api;

/// <summary>
/// What a folder looks like from outside: the manifest's content, and names, sizes and times of the files. Cheap enough to be taken every second;
/// links are followed, as mounted volumes are made of them.
/// </summary>
internal static class BundleFingerprint
{
    private const string Manifest = "manifest.json";

    /// <summary>Takes it. A folder that is not there or can't be read has one too.</summary>
    public static string Of(string folder)
    {
        var text = new StringBuilder();
        try
        {
            // Files that differ in content may have the same size and time where an image sets all times to one; the manifest then differs.
            using var manifest = File.OpenRead(Path.Combine(folder, Manifest));
            text.Append(Convert.ToHexStringLower(SHA256.HashData(manifest)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            text.Append(e.GetType().Name);
        }

        try
        {
            foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
                text.Append('\n').Append(Path.GetFileName(path)).Append(' ').Append(Describe(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            text.Append('\n').Append(e.GetType().Name);
        }

        return text.ToString();
    }

    private static string Describe(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return string.Create(CultureInfo.InvariantCulture, $"{RandomAccess.GetLength(file)} {File.GetLastWriteTimeUtc(file).Ticks}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return e.GetType().Name;
        }
    }
}
