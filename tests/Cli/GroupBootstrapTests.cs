namespace CryApi.Cli.Tests;

/// <summary>Intervals of a share, beside the normal approximation p ± 1.96·√(p(1 − p)/n).</summary>
public class GroupBootstrapTests
{
    private const int Clips = 400;
    private const double Share = 0.3;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Only_groups_count_as_independent(int clipsPerGroup)
    {
        var groups = Enumerable.Range(0, Clips).Select(i => $"{i / clipsPerGroup}").ToArray();
        bool[] hit = [.. groups.Select(g => int.Parse(g, System.Globalization.CultureInfo.InvariantCulture) % 10 < 10 * Share)];
        var (low, high) = GroupBootstrap.Interval(groups, weights => weights.Where((_, i) => hit[i]).Sum() / (double)weights.Sum());
        var half = 1.96 * Math.Sqrt(Share * (1 - Share) / (Clips / clipsPerGroup));
        Assert.InRange(low, Share - (1.15 * half), Share - (0.85 * half));
        Assert.InRange(high, Share + (0.85 * half), Share + (1.15 * half));
    }

    [Fact]
    public void Every_round_draws_as_many_groups_as_there_are()
    {
        var rounds = 0;
        GroupBootstrap.Samples(["a", "a", "b", "c", "c"], 1, (weights, _) =>
        {
            rounds++;
            Assert.Equal((weights[0], weights[3]), (weights[1], weights[4]));
            Assert.Equal(3, weights[0] + weights[2] + weights[3]);
        });
        Assert.Equal(1000, rounds);
    }

    [Fact]
    public void Rounds_without_the_figure_are_left_out()
    {
        Assert.Equal((1, 3), GroupBootstrap.Interval([double.NaN, 3, 1, 2, double.NaN]));
        Assert.False(double.IsFinite(GroupBootstrap.Interval([double.NaN]).Low));
    }
}
