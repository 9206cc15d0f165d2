using System.CommandLine;
using System.Globalization;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>The command line's <see cref="EventOptions"/>.</summary>
internal sealed class EventArguments
{
    private static readonly EventOptions Defaults = new();

    private readonly Option<double> _offShare = new Option<double>("--off-share")
    {
        Description = "An event lasts as long as patches stay above this share of the detection threshold, above 0 to 1.",
        DefaultValueFactory = _ => Defaults.OffShare,
    }.MustBe(value => value is > 0 and <= 1, "above 0 and up to 1");

    private readonly Option<double> _trim = Seconds("--trim", "Taken off either end of an event", Defaults.TrimSeconds, 1);

    private readonly Option<double> _gap = Seconds("--gap", "Events no further apart are one", Defaults.GapSeconds, 60);

    private readonly Option<double> _min = Seconds("--min-event", "Shorter events are left out, but for a clip's most probable", Defaults.MinSeconds, 60);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_offShare, _trim, _gap, _min])
            command.Add(option);
    }

    /// <summary>What was given; the defaults for a command without the options.</summary>
    public EventOptions Read(ParseResult arguments) => arguments.CommandResult.Command.Options.Contains(_offShare)
        ? new EventOptions
        {
            OffShare = arguments.GetValue(_offShare),
            TrimSeconds = arguments.GetValue(_trim),
            GapSeconds = arguments.GetValue(_gap),
            MinSeconds = arguments.GetValue(_min),
        }
        : Defaults;

    private static Option<double> Seconds(string name, string description, double standard, double most) =>
        new Option<double>(name) { Description = $"{description}, seconds.", DefaultValueFactory = _ => standard }
            .MustBe(value => value >= 0 && value <= most, string.Create(CultureInfo.InvariantCulture, $"0 to {most}"));
}
