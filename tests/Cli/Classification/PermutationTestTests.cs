namespace CryApi.Cli.Tests;

/// <summary>Chances that are known by counting, and what labels may swap.</summary>
public class PermutationTestTests
{
    [Fact]
    public void Two_types_of_four_clips_each()
    {
        // All right: 1 of 8!/(4! 4!) = 70 ways. One swap, 6 of 8 right: 1 + 4 · 4 of 70 are as good.
        Assert.Equal(1 / 70.0, Test(8, i => i / 4, i => i / 4).PValue!.Value, 0.015);
        var swapped = Test(8, i => i / 4, i => i is 3 ? 1 : i is 4 ? 0 : i / 4);
        Assert.Equal(17 / 70.0, swapped.PValue!.Value, 0.05);
        Assert.Equal(0.5, swapped.NullMean!.Value, 0.02);
        Assert.Equal(0.75, swapped.Null95!.Value);
        Assert.Equal(1, Test(8, i => i / 4, i => 1 - (i / 4)).PValue!.Value);
    }

    [Fact]
    public void A_smaller_log_loss_is_better()
    {
        var (right, wrong) = (Test(8, i => i / 4, i => i / 4, "log_loss"), Test(8, i => i / 4, i => 1 - (i / 4), "log_loss"));
        Assert.Equal(1 / 70.0, right.PValue!.Value, 0.015);
        Assert.Equal(1, wrong.PValue!.Value);
        Assert.True(right.Null95 < right.NullMean);
    }

    [Fact]
    public void Answers_that_know_nothing_are_seldom_found_good()
    {
        // p is uniform: of 40 tests at 5 %, 7 or more come up with a chance of 0.3 %.
        var random = new Random(3);
        var found = Enumerable.Range(0, 40).Select(_ =>
        {
            var answers = Enumerable.Range(0, 60).Select(_ => random.Next(3)).ToArray();
            return Test(60, i => i % 3, i => answers[i], groupOf: i => i / 2).PValue!.Value;
        }).ToArray();
        Assert.InRange(found.Count(p => p <= 0.05), 0, 6);
        Assert.InRange(found.Average(), 0.35, 0.7);
    }

    [Fact]
    public void Labels_of_a_family_stay_together()
    {
        // Sizes 2, 2, 1, 3: the two pairs may swap, the others can't.
        int[] truth = [0, 1, 2, 2, 0, 1, 1, 1];
        DatasetClip[] clips = [.. new[] { "a", "a", "b", "b", "c", "d", "d", "d" }.Select((g, i) => new DatasetClip { Path = $"{i}", Group = g })];
        var permutation = new GroupPermutation(clips, truth);
        Assert.Equal((4, 4), (permutation.Movable, permutation.Changeable));
        var random = new Random(1);
        var seen = Enumerable.Range(0, 50).Select(_ => string.Join(',', permutation.Next(random).ToArray())).Distinct().Order();
        Assert.Equal(["0,1,2,2,0,1,1,1", "2,2,0,1,0,1,1,1"], seen);
    }

    [Fact]
    public void Every_permutation_comes_as_often()
    {
        int[] truth = [0, 1, 2];
        var permutation = new GroupPermutation([.. truth.Select(i => new DatasetClip { Path = $"{i}", Group = $"{i}" })], truth);
        var random = new Random(1);
        var counts = Enumerable.Range(0, 6000).Select(_ => string.Join(',', permutation.Next(random).ToArray())).CountBy(p => p).ToArray();
        Assert.Equal(6, counts.Length);
        Assert.All(counts, c => Assert.InRange(c.Value, 850, 1150));
    }

    [Fact]
    public void Origins_keep_their_labels()
    {
        // The pairs are of different origins, and groups of one origin that are all alike move without a change.
        int[] truth = [0, 0, 1, 1, 2, 2, 2];
        string[] origins = ["o", "o", "p", "p", "q", "q", "q"];
        string[] groups = ["a", "a", "b", "b", "c", "d", "e"];
        DatasetClip[] clips = [.. groups.Select((g, i) => new DatasetClip { Path = $"{i}", Group = g, Origin = origins[i] })];
        var permutation = new GroupPermutation(clips, truth);
        Assert.Equal((3, 0), (permutation.Movable, permutation.Changeable));
        Assert.Equal(truth, permutation.Next(new Random(1)).ToArray());
    }

    [Fact]
    public void Where_no_label_can_change_nothing_is_said()
    {
        var one = Test(4, i => i / 2, i => i / 2, groupOf: i => i == 3 ? 1 : 0);
        Assert.Equal((1.0, null, null, null), (one.Value, one.PValue, one.NullMean, one.Null95));
    }

    private static PermutedFigure Test(
        int clips, Func<int, int> truth, Func<int, int> answer, string figure = "balanced_accuracy", Func<int, int>? groupOf = null)
    {
        var labels = Enumerable.Range(0, clips).Max(truth) + 1;
        var judgements = Enumerable.Range(0, clips).Select(i => new Judgement(
            new DatasetClip { Path = $"{i}", Group = $"g{groupOf?.Invoke(i) ?? i}" },
            0,
            truth(i),
            answer(i),
            [.. Enumerable.Range(0, labels).Select(l => l == answer(i) ? 1 - (0.1 * (labels - 1)) : 0.1)])).ToList();
        return PermutationTest.Of(TypeTable.Of(judgements, [.. Enumerable.Range(0, labels).Select(l => $"{l}")])).Figures.Single(f => f.Name == figure);
    }
}
