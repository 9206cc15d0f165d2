namespace CryApi.Features;

/// <summary>
/// The plans last used. Bounded, because the rate comes from the sound's header and so from whoever sent it: at most 16 plans of
/// about 2 MiB, the least recently used one making room.
/// </summary>
internal static class ResamplerCache
{
    /// <summary>Plans kept.</summary>
    public const int Capacity = 16;

    private static readonly Lock Gate = new();
    private static readonly List<Entry> Entries = new(Capacity);

    /// <summary>Plans held now.</summary>
    public static int Count
    {
        get
        {
            lock (Gate)
                return Entries.Count;
        }
    }

    /// <summary>Finds or builds a plan. Building happens outside the lock, once per plan.</summary>
    public static Resampler Get(int fromRate, int toRate)
    {
        Entry entry;
        lock (Gate)
        {
            int found = Entries.FindIndex(e => e.FromRate == fromRate && e.ToRate == toRate);
            if (found >= 0)
            {
                entry = Entries[found];
                Entries.RemoveAt(found);
            }
            else
            {
                entry = new Entry(fromRate, toRate, new Lazy<Resampler>(() => new Resampler(fromRate, toRate)));
                if (Entries.Count == Capacity)
                    Entries.RemoveAt(0);
            }

            Entries.Add(entry);
        }

        return entry.Plan.Value;
    }

    private sealed record Entry(int FromRate, int ToRate, Lazy<Resampler> Plan);
}
