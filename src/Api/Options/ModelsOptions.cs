namespace CryApi.Api;

/// <summary>Where the models are and how they run: the section <c>Models</c> of the configuration.</summary>
public sealed class ModelsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Models";

    /// <summary>
    /// Folder of the model bundle. A relative path is looked for in the working directory, then in each folder above it,
    /// then the same from the program's own folder. Default <c>models</c>.
    /// </summary>
    public string Path { get; set; } = "models";

    /// <summary>Threads that one inference may use. Default 1: requests run side by side instead.</summary>
    public int IntraOpThreads { get; set; } = 1;

    /// <summary>ONNX Runtime sessions per model. Default 1: one session serves many threads at once.</summary>
    public int SessionsPerModel { get; set; } = 1;

    /// <summary>
    /// Seconds between two looks at the folder, 0.1 to 86,400; 0 looks never. A bundle that has changed and then stayed the same from one look to the
    /// next is loaded beside the one in use and takes its place; one that is broken is refused. Default 0.
    /// </summary>
    public double WatchSeconds { get; set; }
}
