using CsCheck;

namespace CryApi.Pipeline.Tests;

/// <summary>Which texts are a prior, and which one.</summary>
public class TypePriorTests
{
    private static readonly string[] Types = ["belly_pain", "burping", "discomfort", "hungry", "tired"];

    public static TheoryData<string, double[]> Good { get; } = new()
    {
        { "hungry:0.2,tired:0.6", [0.2 / 3, 0.2 / 3, 0.2 / 3, 0.2, 0.6] },
        { "tired:0.6,hungry:0.2", [0.2 / 3, 0.2 / 3, 0.2 / 3, 0.2, 0.6] },
        { "tired:1", [0, 0, 0, 0, 1] },
        { "tired:1,hungry:0", [0, 0, 0, 0, 1] },
        { "tired:0", [0.25, 0.25, 0.25, 0.25, 0] },
        { "belly_pain:0,burping:0,discomfort:0,hungry:0", [0, 0, 0, 0, 1] },
        { "hungry:.5,tired:5e-1", [0, 0, 0, 0.5, 0.5] },
        { "hungry:0.7,tired:0.2,burping:0.1", [0, 0.1, 0, 0.7, 0.2] },
        { "hungry:0.7,tired:0.3000000005", [0, 0, 0, 0.7, 0.3] },
        { "belly_pain:0.1,burping:0.1,discomfort:0.1,hungry:0.1,tired:0.1", [0.2, 0.2, 0.2, 0.2, 0.2] },
        { "belly_pain:0,burping:0,discomfort:0,hungry:0.1,tired:0.3", [0, 0, 0, 0.25, 0.75] },
        { "belly_pain:0.2,burping:0.2,discomfort:0.2,hungry:0.2,tired:0.2", [0.2, 0.2, 0.2, 0.2, 0.2] },
        { "belly_pain:1e-300,burping:0,discomfort:0,hungry:0,tired:0", [1, 0, 0, 0, 0] },
        { "belly_pain:1e-320,burping:0,discomfort:0,hungry:0,tired:0", [1, 0, 0, 0, 0] },
        { "belly_pain:5e-324,burping:5e-324,discomfort:0,hungry:0,tired:0", [0.5, 0.5, 0, 0, 0] },
    };

    public static TheoryData<string> Bad { get; } =
    [
        "", " ", ",", ":", ":0.5", "hungry", "hungry:", "hungry=0.5", "0.5", "hungry:0.5,", ",hungry:0.5", "hungry:0.5,,tired:0.1",
        "hungry:0.5;tired:0.1", "hungry:0.5 ,tired:0.1", "hungry: 0.5", " hungry:0.5", "hungry :0.5", "hungry:0.5\0", "hungry:0.5\n",
        "Hungry:0.5", "hungr:0.5", "hungryy:0.5", "normal:0.5", "hungry:0.5:0.1", "hungry::0.5", "\uFEFFhungry:0.5",
        "hungry:0.2,hungry:0.2", "hungry:0,tired:0.5,hungry:0",
        "hungry:-0.1", "hungry:-0", "hungry:+0.1", "hungry:NaN", "hungry:nan", "hungry:Infinity", "hungry:-Infinity", "hungry:∞", "hungry:1e999",
        "hungry:0x1", "hungry:0,5", "hungry:50%", "hungry:1/2", "hungry:٠.٥", "hungry:1e", "hungry:.", "hungry:--1", "hungry:(0.1)",
        "hungry:1.1", "hungry:2", "hungry:0.6,tired:0.6", "hungry:0.7,tired:0.300000002", "hungry:1,tired:1e-8",
        "belly_pain:0.3,burping:0.3,discomfort:0.3,hungry:0.3,tired:0.3", "belly_pain:0,burping:0,discomfort:0,hungry:0,tired:0",
        "hungry:0.00000000000000000000000000000000000000001", "hungry:0." + new string('5', 600),
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_prior_is_read(string text, double[] expected)
    {
        Assert.True(TypePrior.TryParse(text, Types, out var prior, out var error));
        Assert.Null(error);
        Assert.Equal(Types, prior.Shares.Keys);
        foreach (var (share, value) in prior.Shares.Values.Zip(expected))
        {
            Assert.Equal(value, share, 1e-9);
            Assert.Equal(value == 0, share == 0);
        }
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Another_text_is_refused_with_a_reason(string text)
    {
        Assert.False(TypePrior.TryParse(text, Types, out var prior, out var error));
        Assert.Null(prior);
        Assert.StartsWith("must ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hungry:0.33333333333333333333333333333333333333", "hungry one number", "32 characters")]
    [InlineData("hungry:0.2:0.3", "hungry one number")]
    [InlineData("hungry:1.5", "hungry one number from 0 to 1")]
    [InlineData("hungry:0.2, tired:0.3", "spaces")]
    [InlineData("hungry: 0.2", "spaces")]
    [InlineData("normal:0.2", "types among belly_pain")]
    public void The_reason_says_what_to_change(string text, params string[] words)
    {
        Assert.False(TypePrior.TryParse(text, Types, out _, out var error));
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
    }

    [Fact]
    public void The_types_are_those_of_the_classifier()
    {
        Assert.True(TypePrior.TryParse("a:b:0.5", ["a:b", "c"], out var prior, out _));
        Assert.Equal([0.5, 0.5], prior.Shares.Values);
        Assert.False(TypePrior.TryParse("hungry:0.5", ["a:b", "c"], out _, out var error));
        Assert.Contains("a:b, c", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_sums_to_one_or_is_refused()
    {
        var number = Gen.OneOf(
            Gen.Double[0, 1].Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            Gen.OneOf("0", "1", "0.5", "1e-9", "-1", "NaN", "", "2", "1e-310"),
            Gen.String[Gen.Char["0123456789.eE+-"], 0, 12]);
        var pair = Gen.Select(Gen.OneOf(Gen.OneOf(Types), Gen.OneOf("", "x", "Hungry")), Gen.OneOf(":", ":", ":", "", "::"), number, (type, colon, value) => type + colon + value);
        var listed = pair.Array[0, 7].Select(pairs => string.Join(',', pairs));
        var tiny = Gen.OneOf("0", "0", "5e-324", "1e-323", "1e-320", "1e-310", "1e-300");
        var complete = tiny.Array[Types.Length].Select(values => string.Join(',', Types.Zip(values, (type, value) => $"{type}:{value}")));
        Gen.OneOf(listed, complete, Gen.String, Gen.String[Gen.Char["hungrytied:0.1,"], 0, 40]).Sample(
            text =>
            {
                if (!TypePrior.TryParse(text, Types, out var prior, out var error))
                {
                    Assert.NotEmpty(error);
                    return;
                }

                Assert.Equal(Types, prior.Shares.Keys);
                Assert.Equal(1, prior.Shares.Values.Sum(), 1e-12);
                Assert.All(prior.Shares.Values, share => Assert.InRange(share, 0, 1));
            },
            iter: 20_000);
    }

    // Written again from the rule, with numbers instead of text.
    [Fact]
    public void Types_that_are_not_named_share_what_is_left()
    {
        Gen.Select(Gen.Double[0.001, 1].Array[5], Gen.Bool.Array[5]).Where((shares, named) => named.Contains(true) && named.Contains(false)).Sample((shares, named) =>
        {
            var sum = shares.Where((_, i) => named[i]).Sum() * 1.25;
            var text = string.Join(',', Types.Select((type, i) => $"{type}:{(shares[i] / sum).ToString("R", System.Globalization.CultureInfo.InvariantCulture)}").Where((_, i) => named[i]));
            Assert.True(TypePrior.TryParse(text, Types, out var prior, out _), text);
            foreach (var (value, i) in prior.Shares.Values.Select((value, i) => (value, i)))
                Assert.Equal(named[i] ? shares[i] / sum : 0.2 / named.Count(n => !n), value, 1e-12);
        });
    }
}
