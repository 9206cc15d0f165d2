using System.Text;

namespace CryApi.Load.Tests;

/// <summary>The part of the report that one scenario writes.</summary>
/// <param name="order">Where it stands.</param>
/// <param name="title">Its heading.</param>
internal sealed class Section(int order, string title)
{
    private const int MostBreachesShown = 5;

    private readonly List<Verdict> _verdicts = [];
    private readonly StringBuilder _text = new();

    public int Order => order;

    public string Title => title;

    public IReadOnlyList<Verdict> Verdicts => _verdicts;

    /// <summary>A paragraph.</summary>
    public Section Say(FormattableString text)
    {
        _text.Append(FormattableString.Invariant(text)).Append("\n\n");
        return this;
    }

    /// <summary>A table.</summary>
    /// <param name="head">Names of the columns.</param>
    /// <param name="rows">Cells.</param>
    public Section Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        AppendRow(head);
        AppendRow([.. head.Select(_ => "---")]);
        foreach (var row in rows)
            AppendRow(row);
        _text.Append('\n');
        return this;
    }

    /// <summary>The usual table of runs.</summary>
    public Section Runs(params IReadOnlyList<LoadResult> runs) => Table(
        ["run", "s", "offered/s", "answers/s", "200/s", "audio s/s", "200: p50 / p95 / p99 / max", "503, 429: the same", "outcomes", "generator late, p99"],
        runs.Select(run => (IReadOnlyList<string>)
        [
            run.Name, Number(run.Seconds), Number(run.Offered), Number(run.Throughput), Number(run.Goodput), Number(run.AudioRate),
            run.Latency.ToString(), run.ShedLatency.ToString(),
            run.Summary + (run.NotSent == 0 ? "" : FormattableString.Invariant($", **not sent: {run.NotSent:N0}**")),
            FormattableString.Invariant($"{1000 * run.Lateness.P99:F1} ms"),
        ]));

    /// <summary>Something that must hold everywhere.</summary>
    public Section Must(string claim, FormattableString figure, bool holds) => Add(claim, figure, holds, isOfSpeed: false);

    /// <summary>Something that must hold on a machine that does nothing else.</summary>
    public Section MustWhenQuiet(string claim, FormattableString figure, bool holds) => Add(claim, figure, holds, isOfSpeed: true);

    /// <summary>Every answer of a run is the right one or a 503 or 429 with <c>Retry-After</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="alsoAllowed">Answers that its fault explains.</param>
    public Section MustKeepContract(LoadResult run, Func<LoadSample, bool>? alsoAllowed = null)
    {
        var breaches = run.Breaches(alsoAllowed);
        var shown = breaches.Count == 0 ? "none" : string.Join("; ", breaches.Take(MostBreachesShown));
        return Must($"{run.Name}: no answer outside the contract", $"{shown} ({run.Samples.Count:N0} requests)", breaches.Count == 0);
    }

    /// <summary>The section as Markdown.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(FormattableString.Invariant($"### {order}. {title}\n\n")).Append(_text);
        if (_verdicts.Count == 0)
            return text.ToString();
        text.Append("| demanded | measured | |\n|---|---|---|\n");
        foreach (var verdict in _verdicts)
            text.Append(FormattableString.Invariant($"| {verdict.Claim} | {verdict.Figure} | {(verdict.Holds ? "holds" : "**fails**")} |\n"));
        return text.Append('\n').ToString();
    }

    private static string Number(double value) => FormattableString.Invariant($"{value:F1}");

    private void AppendRow(IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private Section Add(string claim, FormattableString figure, bool holds, bool isOfSpeed)
    {
        _verdicts.Add(new Verdict(claim, FormattableString.Invariant(figure), holds, isOfSpeed));
        return this;
    }
}
