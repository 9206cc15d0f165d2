using System.CommandLine;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>
/// <c>cryapi import-yamnet FILE --out DIR</c>: makes a model bundle from YAMNet's TFLite file, so that who has the file runs the original system:
/// YAMNet, our scaler → PCA → logistic regression trained on it, and the classifier of the repository's own bundle.
/// </summary>
internal static class ImportYamnetCommand
{
    // Conversions have 4 to 16 MB.
    private const long MostBytes = 128 << 20;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "YAMNet as TFLite, with float32 or int8 weights." };
        var output = new Option<DirectoryInfo>("--out", "-o") { Required = true, Description = "Folder for the bundle; files of a bundle that is there are replaced." };
        var head = new Option<DirectoryInfo?>("--head") { Description = "Folder of the detector for YAMNet. Default: yamnet in the folder of --models." };
        var score = new Option<int?>("--score")
        {
            Description = $"Take YAMNet's own score of this class instead of a trained detector, the highest patch counting. {YamnetNetwork.BabyCry} is \"Baby cry, infant cry\".",
        }.MustBe(value => value is null or (>= 0 and < YamnetNetwork.Classes), $"0 to {YamnetNetwork.Classes - 1}");
        var threshold = new Option<double?>("--threshold") { Description = "Default threshold of the bundle's detector, 0 to 1. Default: the detector's; 0.5 with --score." }
            .MustBe(value => value is null or (>= 0 and <= 1), "between 0 and 1");
        var models = CommonOptions.Models();
        var command = new Command("import-yamnet", "Makes a model bundle from YAMNet's TFLite file.") { file, output, head, score, threshold, models };
        command.Validators.Add(result =>
        {
            if (result.GetResult(head) is not null && result.GetResult(score) is not null)
                result.AddError("--head and --score exclude each other.");
        });
        command.SetAction(arguments =>
        {
            var folder = arguments.GetRequiredValue(output);
            var classifier = arguments.GetRequiredValue(models).FullName;
            var detector = arguments.GetValue(head)?.FullName ?? Path.Combine(classifier, "yamnet");
            foreach (var origin in (string[])[classifier, detector])
            {
                if (Path.TrimEndingDirectorySeparator(folder.FullName) == Path.TrimEndingDirectorySeparator(origin))
                    throw new IOException($"--out must not be {origin}, which the bundle is made from.");
            }

            var source = Read(arguments.GetRequiredValue(file));
            var network = Import(arguments.GetRequiredValue(file), source);
            var temporary = Directory.CreateTempSubdirectory("cryapi-yamnet-");
            try
            {
                var bundle = new YamnetBundle(temporary);
                bundle.AddEmbedding(network, source);
                if (arguments.GetValue(score) is { } number)
                    bundle.AddClassScore(network, number, arguments.GetValue(threshold) ?? 0.5);
                else
                    bundle.Copy(detector, StageNames.Detector, arguments.GetValue(threshold));
                bundle.Copy(classifier, StageNames.Classifier);
                bundle.Finish();
                folder.Create();
                foreach (var made in temporary.GetFiles())
                    made.CopyTo(Path.Combine(folder.FullName, made.Name), overwrite: true);
                return 0;
            }
            catch (ModelBundleException e)
            {
                Console.Error.WriteLine(e.Message);
                return Failure.BadModels;
            }
            finally
            {
                temporary.Delete(recursive: true);
            }
        });
        return command;
    }

    private static byte[] Read(FileInfo file) => file is { Exists: true, Length: > MostBytes }
        ? throw new InvalidDataException($"{file.FullName} has {file.Length >> 20} MB; YAMNet has 4 to 16.")
        : File.ReadAllBytes(file.FullName);

    private static YamnetNetwork Import(FileInfo file, byte[] bytes)
    {
        try
        {
            return YamnetReader.Read(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{file.FullName} can't be imported as YAMNet: {e.Message}.", e);
        }
    }
}
