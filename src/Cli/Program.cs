using System.CommandLine;
using CryApi.Cli;

var root = new RootCommand("Finds baby cries in audio files and says of which type they are.")
{
    JudgeCommand.Create(JudgeCommand.Question.Analyze),
    JudgeCommand.Create(JudgeCommand.Question.Detect),
    JudgeCommand.Create(JudgeCommand.Question.Classify),
    FeaturesCommand.Create(),
    EvaluateCommand.Create(),
    SynthCommand.Create(),
    RunOnnxCommand.Create(),
    ImportYamnetCommand.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (Failure.IsBadInput(exception))
{
    await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
    return Failure.BadInput;
}
