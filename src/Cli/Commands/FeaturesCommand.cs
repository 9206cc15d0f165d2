using System.CommandLine;
using CryApi.Audio;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary><c>cryapi features DATASET -o FILE</c>: what the models learn from, computed by the code that serves.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var dataset = CommonOptions.Dataset();
        var manifest = new Option<FileInfo?>("--manifest") { Description = "Manifest, if it is not manifest.csv in the dataset's folder." };
        var output = new Option<FileInfo>("--output", "-o") { Required = true, Description = "NPZ file to write." };
        var kind = new Option<string>("--kind")
        {
            Description = "cry: 111 cry features a clip. cry-variants: the same of every clip and of its altered versions. acoustics: acoustic "
                + "descriptors of every clip. logmel: log-mel frames of every clip, padded to whole patches.",
            DefaultValueFactory = _ => CryFeatureSet.Kind,
        };
        kind.AcceptOnlyFromAmong(CryFeatureSet.Kind, CryVariantSet.Kind, AcousticsSet.Kind, LogMelSet.Kind);
        var jobs = CommonOptions.Jobs();
        var command = new Command("features", "Computes the features of every clip of a dataset into a NumPy archive.") { dataset, manifest, output, kind, jobs };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var data = Dataset.Read(arguments.GetRequiredValue(dataset), arguments.GetValue(manifest));
            IFeatureSet set = arguments.GetRequiredValue(kind) switch
            {
                LogMelSet.Kind => new LogMelSet(data.Clips.Count),
                CryVariantSet.Kind => new CryVariantSet(data.Clips.Count),
                AcousticsSet.Kind => new AcousticsSet(data.Clips.Count),
                _ => new CryFeatureSet(data.Clips.Count),
            };
            var loader = new PcmLoader(AudioDecoders.Default, new AudioLimits { MaxDurationSeconds = 24 * 3600, MinDurationSeconds = 0 });
            var failed = await ClipRunner.RunAsync(data, arguments.GetValue(jobs), async (i, bytes, token) =>
            {
                using var clip = await loader.LoadAsync(bytes, token);
                set.Add(i, clip.Samples);
            }, cancellationToken);
            if (failed > 0)
                return Failure.BadInput;

            set.Write(arguments.GetRequiredValue(output).FullName, [.. data.Clips.Select(c => c.Path)]);
            return 0;
        });
        return command;
    }
}
