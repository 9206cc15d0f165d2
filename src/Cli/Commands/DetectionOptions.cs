using System.CommandLine;

namespace CryApi.Cli;

/// <summary>Options of <c>cryapi evaluate</c> that only the stage detection has.</summary>
internal sealed class DetectionOptions
{
    private readonly Option<string[]> _systems = new("--system")
    {
        Description = "A system to measure, NAME=FOLDER, as often as there are systems; the folder is a bundle or holds fold bundles. All are "
            + "measured on the clips that each of them can judge. Instead of --models or --folds.",
    };

    private readonly Option<string[]> _rivals = new("--rival")
    {
        Description = "A rule without training to measure beside: energy (highest RMS level over 0.96 s, -80 to 0 dBFS as 0 to 1) or always.",
    };

    private readonly Option<string?> _against = new("--against")
    {
        Description = "The system that the others are held against, paired by clip. Default: the first.",
    };

    private readonly Option<string[]> _sliceBy = new("--slice-by")
    {
        Description = "Columns of the manifest, with commas between them, whose values are told apart.",
        DefaultValueFactory = _ => ["origin"],
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    private readonly Option<int> _timed = new Option<int>("--timed-clips")
    {
        Description = "Clips on which the time is taken, one at a time, after all others; 0 for none.",
        DefaultValueFactory = _ => 200,
    }.MustBe(n => n >= 0, "0 or more");

    private readonly Option<FileInfo?> _markdown = new("--markdown") { Description = "Markdown file for the tables." };

    /// <summary>Adds the options, and the rules that hold between them and those of every stage.</summary>
    public void AddTo(Command command, Option<string> stage, Option<DirectoryInfo> models, Option<DirectoryInfo?> folds)
    {
        _rivals.AcceptOnlyFromAmong(DetectionSystem.Rivals);
        _systems.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(t => t.Value).Where(t => t.IndexOf('=', StringComparison.Ordinal) is <= 0))
                result.AddError($"--system must be NAME=FOLDER, not '{text}'.");
        });
        Option[] own = [_systems, _rivals, _against, _sliceBy, _timed, _markdown];
        foreach (var option in own)
            command.Add(option);
        command.Validators.Add(result =>
        {
            bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
            if (IsGiven(_systems) && (IsGiven(models) || IsGiven(folds)))
                result.AddError("--system stands instead of --models and --folds.");
            if (IsGiven(stage) && result.GetValue(stage) != "detection" && own.FirstOrDefault(IsGiven) is { } option)
                result.AddError($"{option.Name} is for the stage detection only.");
        });
    }

    /// <summary>What was asked, beside what every stage is asked.</summary>
    public DetectionRequest Read(ParseResult arguments) => new(
        [.. (arguments.GetValue(_systems) ?? []).Select(NamedFolder)],
        arguments.GetValue(_rivals) ?? [],
        arguments.GetValue(_against),
        arguments.GetRequiredValue(_sliceBy),
        arguments.GetValue(_timed),
        arguments.GetValue(_markdown));

    private static (string, DirectoryInfo) NamedFolder(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        return (text[..split], new DirectoryInfo(text[(split + 1)..]));
    }
}

/// <summary>What <c>cryapi evaluate --stage detection</c> is asked beside <see cref="EvaluateRequest"/>.</summary>
/// <param name="Systems">Names and folders of systems; empty for the one of <c>--models</c> or <c>--folds</c>.</param>
/// <param name="Rivals">Rules without training.</param>
/// <param name="Against">The system that the others are held against, or null for the first.</param>
/// <param name="SliceBy">Columns of the manifest.</param>
/// <param name="TimedClips">Clips to take the time on.</param>
/// <param name="Markdown">File for the tables, or null.</param>
internal sealed record DetectionRequest(
    IReadOnlyList<(string Name, DirectoryInfo Folder)> Systems,
    IReadOnlyList<string> Rivals,
    string? Against,
    IReadOnlyList<string> SliceBy,
    int TimedClips,
    FileInfo? Markdown);
