namespace CryApi.Fuzz.Tests;

/// <summary>Finds where a file may have ids of four characters (chunks, boxes, atoms, page magics), beside which sizes and counts stand.</summary>
internal static class Landmarks
{
    private const int Most = 400;

    /// <summary>Offsets of runs of exactly four letters, digits or spaces; compressed sound yields a few that are none.</summary>
    public static int[] Find(byte[] file)
    {
        var found = new List<int>();
        for (var i = 0; i + 4 <= file.Length && found.Count < Most; i++)
        {
            if (IsIdAt(file, i))
                found.Add(i);
        }

        return [.. found];
    }

    // A letter leads, so that runs of zeros or spaces are none.
    private static bool IsIdAt(byte[] file, int at) =>
        char.IsAsciiLetter((char)file[at]) && IsPart(file[at + 1]) && IsPart(file[at + 2]) && IsPart(file[at + 3]);

    private static bool IsPart(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == (byte)' ';
}
