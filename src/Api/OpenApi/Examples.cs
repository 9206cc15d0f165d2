using CryApi.Audio;
using CryApi.Features.Acoustics;
using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>Answers to show: real objects, so that an example can't differ from what is served.</summary>
internal static class Examples
{
    private static readonly AudioDescription Audio = new("wav", "pcm_s16le", 8_000, 1, 6.99, ["narrow_band"]);

    private static readonly CryAcoustics Acoustics = new(
        LevelDbfs: -18.4,
        SnrDb: 24.1,
        F0MedianHz: 438.2,
        F0P10Hz: 371.5,
        F0P90Hz: 521.9,
        F0SlopeHzPerSecond: -38.6,
        VoicedFraction: 0.61,
        HnrDb: 14.2,
        SpectralTiltDbPerOctave: -2.1,
        BurstCount: 5,
        BurstMeanSeconds: 0.91,
        BurstsPerMinute: 42.9,
        PauseMeanSeconds: 0.52,
        HyperphonationFraction: 0,
        DysphonationFraction: 0.12,
        Intensity: 0.44);

    private static readonly Detection Found = new(
        IsCry: true,
        0.973,
        0.5,
        [new CryEvent(0.48, 5.76, 0.991)],
        Segments: null,
        Audio: null,
        new ModelReference("crynet-detector", "1.0.0"));

    private static readonly Classification Hungry = new(
        "hungry",
        "hungry",
        0.71,
        0.6,
        new Dictionary<string, double>
        {
            ["belly_pain"] = 0.05,
            ["burping"] = 0.02,
            ["discomfort"] = 0.12,
            ["hungry"] = 0.71,
            ["tired"] = 0.1,
        },
        new CalibratedTypes(
            new Dictionary<string, double>
            {
                ["belly_pain"] = 0.042,
                ["burping"] = 0.028,
                ["discomfort"] = 0.055,
                ["hungry"] = 0.25,
                ["tired"] = 0.625,
            },
            new Dictionary<string, double>
            {
                ["belly_pain"] = 0.2 / 3,
                ["burping"] = 0.2 / 3,
                ["discomfort"] = 0.2 / 3,
                ["hungry"] = 0.2,
                ["tired"] = 0.6,
            },
            Evidence.None,
            ["belly_pain", "discomfort", "hungry", "tired"],
            0.9),
        0,
        6.99,
        Acoustics: null,
        Audio: null,
        new ModelReference("crynet-classifier", "1.0.0"));

    public static readonly Detection Detection = Found with { Audio = Audio };

    public static readonly Classification Classification = Hungry with { Acoustics = Acoustics, Audio = Audio };

    public static readonly Analysis Analysis = new(Outcome.Cry, Found, Hungry, Acoustics, Audio);

    public static readonly Analysis NoCry = new(
        Outcome.NotCry, Found with { IsCry = false, Probability = 0.031, Events = [] }, Classification: null, Acoustics: null, Audio);

    public static readonly DecoderStatus Decoder = new(true, "5.1.9-0+deb12u1", null);

    public static readonly ModelsResponse Models = new(
        1,
        "crynet",
        "1.0.0",
        new Dictionary<string, ModelStage>
        {
            [StageNames.Detector] = new(
                "crynet-detector",
                "1.0.0",
                "detector.onnx",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                new TensorDescription("embeddings", [-1, 1024], "one embedding per patch of 0.96 s"),
                new TensorDescription("probability", [1], "probability of a cry, 0 to 1"),
                ["not_cry", "cry"],
                0.5,
                new DetectionWindow(4, 2, 2.4, 0.96),
                [new TrainingData("example-corpus", 457, 221, "CC BY 4.0")],
                [new MeasuredFigure("roc_auc", 0.98, 0.5, "grouped cross-validation; the trivial rule is chance")]),
            [StageNames.Classifier] = new(
                "crynet-classifier",
                "1.0.0",
                "classifier.onnx",
                "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                new TensorDescription("features", [-1, 111], "111 cry features"),
                new TensorDescription("probabilities", [-1, 5], "the vote of the types, sums to 1"),
                [.. Hungry.Probabilities.Keys],
                0.6,
                null,
                [new TrainingData("example-corpus", 365, 174, "CC BY 4.0")],
                [new MeasuredFigure("balanced_accuracy", 0.3, 0.2, "grouped cross-validation; the trivial rule is chance")],
                Calibration: new TypeCalibration(
                    new TensorDescription("posterior", [-1, 5], "probability of each type under a uniform prior, sums to 1"),
                    new TensorDescription("prediction_set", [-1, 5], "1 where the type belongs to the prediction set, else 0"),
                    0.9)),
        },
        ["WAV (PCM 8/16/24/32 bit, float 32/64, A-law, µ-law)", "M4A, MP4, MOV (AAC, ALAC)", "MP3"],
        Decoder,
        new DecisionResponse(
            new EventRule(0.1, 0.3, 0.5, 0.5),
            new Dictionary<string, double> { ["belly_pain"] = 0.2, ["burping"] = 0.2, ["discomfort"] = 0.2, ["hungry"] = 0.2, ["tired"] = 0.2 }),
        new LimitsResponse(67_108_864, 0.1, 600, 4_000, 192_000, 64, 15, 30, 120),
        new ReloadStatus(true, new DateTimeOffset(2026, 1, 5, 7, 0, 0, TimeSpan.Zero), null));

    /// <summary>Occurrences of a kind of problem, each with its name.</summary>
    public static IEnumerable<(string Name, Problem Value)> Problems(ProblemKind kind)
    {
        if (kind != ProblemKinds.InvalidParameter)
            return [(kind.Code, Problem(kind, char.ToUpperInvariant(kind.Meaning[0]) + kind.Meaning[1..] + ".", null))];

        _ = TypePrior.TryParse("hungry:0.6,tired:0.6", [.. Hungry.Probabilities.Keys], out _, out var prior);
        return [(kind.Code, Parameter(kind, "threshold", ThresholdText.Expected)), ("invalid_prior", Parameter(kind, PriorParameter.Name, prior!))];
    }

    private static Problem Parameter(ProblemKind kind, string name, string wrong) =>
        Problem(kind, $"{name} {wrong}.", new Dictionary<string, string[]> { [name] = [$"{name} {wrong}."] });

    private static Problem Problem(ProblemKind kind, string detail, IReadOnlyDictionary<string, string[]>? errors) =>
        new(kind.Type, kind.Title, kind.Status, detail, "4bf92f3577b34da6a3ce929d0e0e4736", kind.Code, errors);
}
