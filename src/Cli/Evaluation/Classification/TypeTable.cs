namespace CryApi.Cli;

/// <summary>The clips with a type, and what was said of each in every repeat.</summary>
internal sealed class TypeTable
{
    private TypeTable(IReadOnlyList<string> labels, IReadOnlyList<Judgement[]> repeats)
    {
        Labels = labels;
        Repeats = repeats;
        Clips = [.. repeats[0].Select(j => j.Clip)];
        Truth = [.. repeats[0].Select(j => j.Truth)];
        Groups = [.. Clips.Select(c => c.Group)];
    }

    /// <summary>Names of the types.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>[repeat][clip], in the order of <see cref="Clips"/>.</summary>
    public IReadOnlyList<Judgement[]> Repeats { get; }

    /// <summary>The clips.</summary>
    public IReadOnlyList<DatasetClip> Clips { get; }

    /// <summary>Index of each clip's type.</summary>
    public int[] Truth { get; }

    /// <summary>Group of each clip.</summary>
    public string[] Groups { get; }

    /// <summary>Whether every answer has a calibrated part.</summary>
    public bool IsCalibrated => Repeats.All(r => r.All(j => j.Calibrated is not null));

    /// <summary>Lays out judgements; a clip that was not judged in every repeat is left out.</summary>
    public static TypeTable Of(IReadOnlyList<Judgement> judgements, IReadOnlyList<string> labels)
    {
        var repeats = judgements.GroupBy(j => j.Repeat)
            .OrderBy(g => g.Key)
            .Select(g => g.ToDictionary(j => j.Clip.Path, StringComparer.Ordinal))
            .ToArray();
        string[] paths = [.. judgements.Where(j => j.Repeat == judgements[0].Repeat).Select(j => j.Clip.Path).Where(p => repeats.All(r => r.ContainsKey(p)))];
        return paths.Length == 0
            ? throw new InvalidDataException("No clip was judged in every repeat.")
            : new TypeTable(labels, [.. repeats.Select(r => paths.Select(p => r[p]).ToArray())]);
    }

    /// <summary>The clips that meet a condition, of which there must be some.</summary>
    public TypeTable Where(Predicate<DatasetClip> condition) =>
        new(Labels, [.. Repeats.Select(r => r.Where(j => condition(j.Clip)).ToArray())]);
}
