namespace CryApi.Cli;

/// <summary>IndexOf for read-only lists.</summary>
internal static class ListSearch
{
    /// <returns>The index, or −1.</returns>
    public static int IndexOf(this IReadOnlyList<string> list, string value)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == value)
                return i;
        }

        return -1;
    }
}
