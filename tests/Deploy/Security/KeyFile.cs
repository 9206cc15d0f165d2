using System.Security.Cryptography;
using System.Text;

namespace CryApi.Deploy.Tests;

/// <summary>A file of keys as <c>ApiKeys:File</c> takes it.</summary>
internal static class KeyFile
{
    /// <summary>Its content.</summary>
    /// <param name="keys">The keys themselves; their callers are numbered.</param>
    public static string Of(params IEnumerable<string> keys) => $$"""
        { "Keys": [ {{string.Join(", ", keys.Select((key, i) => FormattableString.Invariant(
            $$"""{ "Name": "caller{{i}}", "Sha256": "{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}}" }""")))}} ] }
        """;
}
