using System.CommandLine;

namespace CryApi.Cli.Tests;

/// <summary>Rules for the values of options.</summary>
public sealed class OptionRulesTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("16", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("x", false)]
    [InlineData("1e99", false)]
    public void A_value_that_the_rule_does_not_hold_for_is_an_error_and_no_exception(string value, bool isValid)
    {
        var jobs = CommonOptions.Jobs();
        var result = new RootCommand { jobs }.Parse(["--jobs", value]);
        Assert.Equal(isValid, result.Errors.Count == 0);
        Assert.Equal(!isValid, result.Errors.Any(error => error.Message == "--jobs must be 1 or more."));
    }

    [Fact]
    public void The_default_keeps_the_rule() => Assert.Empty(new RootCommand { CommonOptions.Jobs() }.Parse([]).Errors);
}
