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

    /// <summary>Whether a file is missing, may not be read, or is not what it should be: the user's to mend, so no stack trace is wanted.</summary>
    public static bool IsBadInput(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or InvalidDataException or CsvHelperException;

    /// <summary>Loads a pipeline, or says in one line why it can't be.</summary>
    public static CryPipeline? Load(string folder, IReadOnlyList<string> stages, EventOptions? events = null)
    {
        try
        {
            return CryPipelineLoader.Load(new PipelineOptions { ModelsPath = folder, Events = events ?? new() }, stages);
        }
        catch (ModelBundleException e)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }
}
