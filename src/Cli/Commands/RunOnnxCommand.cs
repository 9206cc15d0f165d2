using System.CommandLine;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>
/// <c>cryapi run-onnx STAGE --models DIR --input X.npy --output Y.npy [--tensor NAME]</c>: one model of a bundle on given inputs, by the code
/// that serves.
/// The training recipes hold their Python models against it.
/// </summary>
internal static class RunOnnxCommand
{
    private const int Batch = 64;

    public static Command Create()
    {
        var stage = new Argument<string>("stage") { Description = $"One of {string.Join(", ", StageNames.All)}." };
        var input = new Option<FileInfo>("--input") { Required = true, Description = "float32 NPY, one row an example." };
        var output = new Option<FileInfo>("--output") { Required = true, Description = "float32 NPY to write." };
        var tensor = new Option<string?>("--tensor") { Description = "Name of the output to write, if not the main one: another that the manifest names." };
        var models = CommonOptions.Models();
        var command = new Command("run-onnx", "Runs one model of a bundle on the rows of a NumPy file.") { stage, input, output, tensor, models };
        command.SetAction(arguments =>
        {
            var (values, shape) = NpyReader.ReadFloats(arguments.GetRequiredValue(input).FullName);
            var name = arguments.GetRequiredValue(stage);
            var folder = arguments.GetRequiredValue(models).FullName;
            try
            {
                using var model = OnnxModel.Load(folder, WithOutput(ModelBundle.ReadStage(folder, name), arguments.GetValue(tensor)), 1, 1);
                var rows = shape.Length > 0 ? shape[0] : 0;
                if ((long)rows * model.InputSize != values.Length)
                    throw new InvalidDataException($"The input is [{string.Join(", ", shape)}] with {values.Length} values; rows of {model.InputSize} are needed.");

                var results = new float[rows * model.OutputSize];
                for (var first = 0; first < rows; first += Batch)
                {
                    var count = Math.Min(Batch, rows - first);
                    model.Run(
                        values.AsMemory(first * model.InputSize, count * model.InputSize),
                        results.AsMemory(first * model.OutputSize, count * model.OutputSize));
                }

                using var stream = arguments.GetRequiredValue(output).Create();
                NpyWriter.WriteFloatHeader(stream, model.OutputSize == 1 ? [rows] : [rows, model.OutputSize]);
                NpyWriter.WriteValues(stream, results);
                return 0;
            }
            catch (ModelBundleException e)
            {
                Console.Error.WriteLine(e.Message);
                return Failure.BadModels;
            }
        });
        return command;
    }

    /// <summary>The stage with one of its outputs as the only one.</summary>
    private static ModelStage WithOutput(ModelStage stage, string? name)
    {
        TensorDescription[] outputs = [stage.Output, .. stage.FurtherOutputs()];
        var output = name is null ? stage.Output : Array.Find(outputs, o => o.Name == name);
        return output is not null
            ? stage with { Output = output, Calibration = null }
            : throw new ModelBundleException($"The manifest names no output '{name}' of {stage.File}; it names {string.Join(", ", outputs.Select(o => o.Name))}.");
    }
}
