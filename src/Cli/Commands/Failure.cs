using CryApi.Pipeline;
using CsvHelper;

namespace CryApi.Cli;

/// <summary>Exit codes, and the one line that goes with them.</summary>
internal static class Failure
{
    /// <summary>A file could not be used.</summary>
    public const int BadInput = 1;

    /// <summary>The model bundle could not be used.</summary>
    public const int BadModels = 2;

    /// <summary>Runs a command. What a person can mend is told in one line; a fault of the program keeps its stack trace.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or CsvHelperException)
        {
            await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
            return BadInput;
        }
    }

    /// <summary>Loads a pipeline, or says in one line why it can't be.</summary>
    public static CryPipeline? Load(string folder, IReadOnlyList<string> stages)
    {
        try
        {
            return CryPipelineLoader.Load(new PipelineOptions { ModelsPath = folder }, stages);
        }
        catch (ModelBundleException e)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }
}
