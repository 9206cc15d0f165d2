using System.Security.Cryptography;
using System.Text;

namespace CryApi.Api;

/// <summary>The keys that hold at one moment. Immutable.</summary>
internal sealed class KeyRing
{
    private readonly (string Name, byte[] Hash)[] _keys;

    /// <param name="entries">Keys that <see cref="ApiKeysOptionsValidator"/> has passed.</param>
    public KeyRing(IEnumerable<ApiKeyEntry> entries) =>
        _keys = [.. entries.Select(entry => (entry.Name, Convert.FromHexString(entry.Sha256)))];

    /// <summary>Whether there is no key, so that everybody may ask.</summary>
    public bool IsOpen => _keys.Length == 0;

    public IEnumerable<string> Names => _keys.Select(key => key.Name);

    /// <summary>Finds the key among all, each of which it is compared with whole: how long that takes tells nothing of any of them.</summary>
    /// <param name="key">The key as presented.</param>
    /// <returns>Its name; null where there is no such key.</returns>
    public string? Find(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        string? found = null;
        foreach (var (name, known) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
                found = name;
        }

        return found;
    }
}
