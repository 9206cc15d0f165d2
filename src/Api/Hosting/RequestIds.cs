using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>Request ids that may stand in a log line and a header.</summary>
internal static class RequestIds
{
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Safe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=@");

    /// <summary>The caller's id without unsafe characters and cut to <see cref="MaxLength"/>; a new one where nothing is left.</summary>
    /// <param name="sent">Values of the header; the first counts.</param>
    public static string SafeOrNew(StringValues sent)
    {
        var id = sent.Count > 0 ? sent[0] : null;
        if (string.IsNullOrEmpty(id))
            return New();
        if (id.Length <= MaxLength && !id.AsSpan().ContainsAnyExcept(Safe))
            return id;

        Span<char> kept = stackalloc char[MaxLength];
        var length = 0;
        foreach (var character in id)
        {
            if (length < MaxLength && Safe.Contains(character))
                kept[length++] = character;
        }

        return length > 0 ? new string(kept[..length]) : New();
    }

    private static string New() => Guid.CreateVersion7().ToString("N");
}
