namespace CryApi.Cli;

/// <summary>
/// Permutes labels between groups of the same size and origin: each such group gets the whole set of labels of another, in order, so that
/// the likeness of a family's labels stays. A group that is the only one of its size keeps its own. Not thread-safe.
/// </summary>
internal sealed class GroupPermutation
{
    private readonly int[] _truth;
    private readonly int[] _permuted;
    private readonly int[][][] _kinds;
    private readonly int[][] _drawn;

    /// <summary>Finds the groups that may swap.</summary>
    /// <param name="clips">The clips.</param>
    /// <param name="truth">Label of each.</param>
    public GroupPermutation(IReadOnlyList<DatasetClip> clips, IReadOnlyList<int> truth)
    {
        _truth = [.. truth];
        _permuted = [.. truth];
        _kinds =
        [
            .. Enumerable.Range(0, clips.Count)
                .GroupBy(i => clips[i].Group)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.OrderBy(i => clips[i].Origin, StringComparer.Ordinal).ThenBy(i => i).ToArray())
                .GroupBy(members => string.Join('\n', members.Select(i => clips[i].Origin)))
                .Where(kind => kind.Count() > 1)
                .Select(kind => kind.ToArray()),
        ];
        _drawn = [.. _kinds.Select(kind => Enumerable.Range(0, kind.Length).ToArray())];
        Movable = _kinds.Sum(kind => kind.Sum(members => members.Length));
        Changeable = _kinds
            .Where(kind => kind.Select(members => string.Join(',', members.Select(i => _truth[i]))).Distinct().Count() > 1)
            .Sum(kind => kind.Sum(members => members.Length));
    }

    /// <summary>Clips of groups that are not the only one of their size and origin.</summary>
    public int Movable { get; }

    /// <summary>Those of <see cref="Movable"/> among whose groups of the same size the sets of labels differ: others move without a change.</summary>
    public int Changeable { get; }

    /// <summary>The next permutation; valid until the next call.</summary>
    public ReadOnlySpan<int> Next(Random random)
    {
        for (var k = 0; k < _kinds.Length; k++)
        {
            random.Shuffle(_drawn[k]);
            for (var g = 0; g < _kinds[k].Length; g++)
            {
                var (own, other) = (_kinds[k][g], _kinds[k][_drawn[k][g]]);
                for (var i = 0; i < own.Length; i++)
                    _permuted[own[i]] = _truth[other[i]];
            }
        }

        return _permuted;
    }
}
