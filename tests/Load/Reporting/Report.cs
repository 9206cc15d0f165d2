using System.Text;

namespace CryApi.Load.Tests;

/// <summary>The report of a run: what the machine is, and a section for each scenario.</summary>
internal static class Report
{
    private static readonly Lock s_gate = new();
    private static readonly SortedDictionary<int, Section> s_sections = [];

    /// <summary>
    /// Ends a scenario: its section goes to the test's output and, in a full run, into the file. The test fails where a claim does not hold; in the
    /// fast part claims of speed are let off.
    /// </summary>
    public static void Finish(this Section section, ITestOutputHelper output)
    {
        output.WriteLine(section.ToString());
        lock (s_gate)
        {
            s_sections[section.Order] = section;
            Write();
        }

        var broken = section.Verdicts.Where(verdict => !verdict.Holds && (LoadScale.IsFull || !verdict.IsOfSpeed));
        Assert.Equal([], broken.Select(verdict => $"{verdict.Claim}: {verdict.Figure}"));
    }

    /// <summary>A scenario that can't be run here says so in the report, too.</summary>
    /// <param name="order">Where its section would stand.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="isMissing">Whether it can't be run.</param>
    /// <param name="reason">Why.</param>
    public static void SkipWhen(int order, string title, bool isMissing, string reason)
    {
        if (isMissing)
        {
            lock (s_gate)
            {
                s_sections[order] = new Section(order, title).Say($"Not run: {reason}");
                Write();
            }
        }

        Assert.SkipWhen(isMissing, reason);
    }

    private static void Write()
    {
        if (LoadScale.ReportFile is not { } file)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = new StringBuilder(Machine.Describe()).Append("\n\n");
        foreach (var section in s_sections.Values)
            text.Append(section);
        File.WriteAllText(file, text.ToString());
    }
}
