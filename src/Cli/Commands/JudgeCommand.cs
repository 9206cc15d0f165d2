using System.CommandLine;
using System.Text.Json;
using CryApi.Audio;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary><c>cryapi analyze|detect|classify FILE…</c>: the service's answers for local files, as a table or as JSON lines.</summary>
internal static class JudgeCommand
{
    /// <summary>What is asked of each file.</summary>
    internal enum Question
    {
        Analyze,
        Detect,
        Classify,
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Create(Question question)
    {
        var files = new Argument<FileInfo[]>("files") { Arity = ArgumentArity.OneOrMore, Description = "Audio files." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line: the file's name (file) beside the service's answer (answer) or what is wrong with the file (error)." };
        var detection = Threshold("--detection-threshold", "Smallest probability that counts as a cry");
        var classification = Threshold("--classification-threshold", "Smallest confidence at which a type is named");
        var prior = new Option<string?>("--prior") { Description = "What is known of the type beforehand, such as hungry:0.2,tired:0.6; the others share the rest." };
        var segments = new Option<bool>("--segments") { Description = "Include the probability of every window (JSON only)." };
        var models = CommonOptions.Models();
        var events = new EventArguments();
        var command = new Command(question.ToString().ToLowerInvariant(), Describe(question)) { files, json, detection, classification, segments, models };
        if (question != Question.Classify)
            events.AddTo(command);
        if (question != Question.Detect)
            command.Add(prior);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var options = new AnalysisOptions
            {
                DetectionThreshold = arguments.GetValue(detection),
                ClassificationThreshold = arguments.GetValue(classification),
                IncludeSegments = arguments.GetValue(segments),
            };
            using var pipeline = Failure.Load(arguments.GetRequiredValue(models).FullName, Stages(question), events.Read(arguments));
            if (pipeline is null)
                return Failure.BadModels;
            if (question != Question.Detect && arguments.GetValue(prior) is { } text)
            {
                if (!TypePrior.TryParse(text, pipeline.Manifest.Stages[StageNames.Classifier].Labels!, out var parsed, out var error))
                {
                    await Console.Error.WriteLineAsync($"--prior {error}.");
                    return Failure.BadInput;
                }

                options = options with { Prior = parsed };
            }

            var answers = await Ask(pipeline, question, arguments.GetRequiredValue(files), options, cancellationToken);
            if (arguments.GetValue(json))
                answers.ForEach(a => Console.WriteLine(JsonSerializer.Serialize(a.ToJson(), Json)));
            else
                AnswerTable.Print(answers);
            return answers.Exists(a => a.Error is not null) ? Failure.BadInput : 0;
        });
        return command;
    }

    private static async Task<List<Answer>> Ask(
        CryPipeline pipeline, Question question, FileInfo[] files, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        foreach (var file in files)
        {
            try
            {
                var bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
                answers.Add(question switch
                {
                    Question.Detect => new Answer(file.Name, Detection: await pipeline.DetectAsync(bytes, options, cancellationToken)),
                    Question.Classify => new Answer(file.Name, Classification: await pipeline.ClassifyAsync(bytes, options, cancellationToken)),
                    _ => Answer.Of(file.Name, await pipeline.AnalyzeAsync(bytes, options, cancellationToken)),
                });
            }
            catch (Exception e) when (e is AudioException or IOException or UnauthorizedAccessException)
            {
                answers.Add(new Answer(file.Name, Error: e.Message));
            }
        }

        return answers;
    }

    /// <summary>Classification needs detection too: in a long file it tells which part to classify.</summary>
    private static IReadOnlyList<string> Stages(Question question) =>
        question == Question.Detect ? StageNames.Detection : StageNames.All;

    private static Option<double?> Threshold(string name, string description) =>
        new Option<double?>(name) { Description = $"{description}, 0 to 1. Default: the model's." }
            .MustBe(value => value is null or (>= 0 and <= 1), "between 0 and 1");

    private static string Describe(Question question) => question switch
    {
        Question.Detect => "Says whether there is a baby cry in each file, and when.",
        Question.Classify => "Says which type of cry each file is, taking it to be a cry.",
        _ => "Finds cries and, where there is one, says of which type it is.",
    };
}
