using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryApi.Api;

/// <summary>The file of <see cref="ApiKeysOptions.File"/>. It is opened by its path each time, so a symbolic link that is swapped is followed.</summary>
internal static class KeyFile
{
    // Some ten thousand keys; a file that is larger is another one.
    private const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Its bytes.</summary>
    /// <exception cref="InvalidDataException">It can't be read; the message says why.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes)
                throw new InvalidDataException($"has more than {MaxBytes} bytes");
            var bytes = new byte[file.Length + 1];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count < bytes.Length ? bytes[..count] : throw new InvalidDataException("grows while it is read");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException("is not there", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InvalidDataException("can't be read", exception);
        }
    }

    /// <summary>The keys in these bytes, not yet validated.</summary>
    /// <exception cref="InvalidDataException">They are no such JSON; the message repeats nothing of them, as it may be a secret.</exception>
    public static IReadOnlyList<ApiKeyEntry> Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(bytes, Strict)?.Keys ?? throw new InvalidDataException("has no list named Keys");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"is no JSON of keys, see line {exception.LineNumber + 1}", exception);
        }
    }

    private sealed record Content(IReadOnlyList<ApiKeyEntry>? Keys);
}
