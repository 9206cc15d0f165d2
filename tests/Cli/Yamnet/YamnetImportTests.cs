using CsCheck;

namespace CryApi.Cli.Tests;

/// <summary>From a TFLite file that the test makes to an ONNX graph, and what is told of files that are not YAMNet.</summary>
public sealed class YamnetImportTests
{
    [Fact]
    public void A_quantised_network_runs_as_the_formulae_say()
    {
        var (file, network) = YamnetFile.Quantised(seed: 5);
        var random = new Random(8);
        float[] patches = [.. Enumerable.Range(0, 2 * 96 * 64).Select(_ => (float)((random.NextDouble() * 8) - 6))];
        var graph = YamnetGraph.Build(YamnetReader.Read(file));
        var embeddings = YamnetModel.Run(graph, "embedding", 1024, patches);
        var scores = YamnetModel.Run(graph, "scores", 521, patches);
        for (var p = 0; p < 2; p++)
        {
            var (embedding, score) = NaiveYamnet.Run(network, patches.AsSpan(p * 96 * 64, 96 * 64));
            Assert.InRange(embedding.Average(), 0.01, 100);
            var scale = embedding.Max();
            Assert.All(embedding.Zip(embeddings[p]), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * scale));
            Assert.All(score.Zip(scores[p]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }

    [Fact]
    public void A_float_file_gives_the_weights_that_were_written()
    {
        var network = YamnetFile.Quantised(seed: 6).Network;
        var read = YamnetReader.Read(YamnetFile.Float(network));
        Assert.Equal(network.ClassWeights, read.ClassWeights);
        Assert.Equal(network.ClassBias, read.ClassBias);
        Assert.All(network.Convolutions.Zip(read.Convolutions), pair =>
        {
            Assert.Equal(pair.First.Kernel, pair.Second.Kernel);
            Assert.Equal(pair.First.Bias, pair.Second.Bias);
        });
    }

    [Fact]
    public void A_class_score_is_the_sigmoid_of_its_weights_and_the_mean()
    {
        var network = YamnetFile.Quantised(seed: 7).Network;
        var graph = ClassScoreGraph.Build(network, 20);
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(graph);
        var random = new Random(9);
        float[] statistics = [.. Enumerable.Range(0, 2048).Select(_ => (float)random.NextDouble())];
        var expected = 1 / (1 + Math.Exp(-network.ClassBias[20] - Enumerable.Range(0, 1024).Sum(i => (double)network.ClassWeights[(20 * 1024) + i] * statistics[i])));
        using var input = Microsoft.ML.OnnxRuntime.OrtValue.CreateTensorValueFromMemory(statistics, [1, 2048]);
        using var result = session.Run(new Microsoft.ML.OnnxRuntime.RunOptions(), ["statistics"], [input], ["probability"]);
        Assert.Equal([1], result[0].GetTensorTypeAndShape().Shape);
        Assert.Equal(expected, result[0].GetTensorDataAsSpan<float>()[0], 1e-5);
    }

    [Fact]
    public void Another_network_or_file_is_refused_with_what_is_wrong()
    {
        var network = YamnetFile.Quantised(seed: 1).Network;
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.NoPadding), "convolution 6 has another padding");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.OtherStride), "convolution 6 has another padding, stride");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.OtherActivation), "convolution 6 has another");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.Dilated), "convolution 6 has another");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.UnwiredLayer), "convolution 6 is not fed by the one before it");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.WrongShape), "convolution 5: its weights are [64, 1, 1, 128]; [128, 1, 1, 64] is expected");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.NotFinite), "convolution 5: it holds weights that are not finite");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.LayerMissing), "not YAMNet's");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.NoMean), "not fed by the mean");
        Refused(YamnetFile.Float(network, YamnetFile.Flaw.NoSigmoid), "sigmoid");
        Refused(TinyTflite.File(), "not YAMNet's");
        Refused([], "not a TFLite file");
        Refused("RIFF....WAVEfmt "u8.ToArray(), "not a TFLite file");
        Refused([0, 0, 0, 0x7f, .. "TFL3"u8], "damaged");
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        var file = YamnetFile.Quantised(seed: 2).File;
        for (var i = 0; i < 100; i++)
            Assert.Throws<InvalidDataException>(() => YamnetReader.Read(file.AsMemory(0, (int)((long)file.Length * i / 100))));
        Assert.Throws<InvalidDataException>(() => YamnetReader.Read(file.AsMemory(0, file.Length - 1)));
    }

    [Fact]
    public void Hostile_numbers_in_a_small_file_end_in_the_documented_error_or_none()
    {
        var file = TinyTflite.File();
        Hostile(file.Length).Sample(
            changes =>
            {
                var copy = Changed(file, changes);
                OnlyInvalidData(() =>
                {
                    var model = TfliteModel.Read(copy);
                    var wires = new TfliteWires(model.Operators);
                    for (var i = 0; i < model.Operators.Count; i++)
                        wires.Source(i, 0);
                    foreach (var tensor in model.Operators.SelectMany(o => o.Inputs))
                        OnlyInvalidData(() => model.Constant(tensor, TinyTflite.Shape));
                });
                OnlyInvalidData(() => YamnetReader.Read(copy));
            },
            iter: 5_000);
    }

    [Fact]
    public void Hostile_numbers_in_a_whole_file_end_in_the_documented_error_or_none()
    {
        var (file, structure) = YamnetFile.QuantisedWithStructure(seed: 3);
        Hostile(structure).Sample(changes => OnlyInvalidData(() => YamnetReader.Read(Changed(file, changes))), iter: 100);
    }

    [Fact]
    public void Arbitrary_bytes_behind_the_signature_end_in_the_documented_error() =>
        Gen.Byte.Array[0, 400].Sample(
            bytes => Assert.Throws<InvalidDataException>(() => YamnetReader.Read((byte[])[.. bytes.Take(4), .. "TFL3"u8, .. bytes.Skip(4)])),
            iter: 5_000);

    /// <summary>One to four numbers of 1, 2 or 4 bytes put anywhere: extreme ones, small ones, any.</summary>
    private static Gen<(int Place, uint Value, int Size)[]> Hostile(int length) => Gen.Select(
        Gen.Int[0, length - 5],
        Gen.OneOf<uint>(Gen.OneOf(0u, 1u, 0x7fffu, 0xffffu, 0x7fffffffu, 0x80000000u, 0xffffffffu), Gen.UInt[0, 300], Gen.UInt),
        Gen.OneOf(1, 2, 4)).Array[1, 4];

    private static byte[] Changed(byte[] file, (int Place, uint Value, int Size)[] changes)
    {
        var copy = (byte[])file.Clone();
        foreach (var (place, value, size) in changes)
            BitConverter.GetBytes(value).AsSpan(0, size).CopyTo(copy.AsSpan(place));
        return copy;
    }

    private static void OnlyInvalidData(Action action)
    {
        try
        {
            action();
        }
        catch (InvalidDataException)
        {
            // The documented one; any other fails the test.
        }
    }

    private static void Refused(byte[] file, string words) =>
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => YamnetReader.Read(file)).Message, StringComparison.Ordinal);
}
