using CryApi.Features.Acoustics;

namespace CryApi.Cli;

/// <summary>
/// Acoustic descriptors of whole clips. Members: <c>values</c> float32 [clips, 16], NaN where one can't be measured, <c>name</c> [16] as in the
/// service's answers, <c>path</c> [clips].
/// </summary>
internal sealed class AcousticsSet(int clips) : IFeatureSet
{
    public const string Kind = "acoustics";

    private static readonly (string Name, Func<CryAcoustics, double?> Value)[] Descriptors =
    [
        ("levelDbfs", a => a.LevelDbfs),
        ("snrDb", a => a.SnrDb),
        ("f0MedianHz", a => a.F0MedianHz),
        ("f0P10Hz", a => a.F0P10Hz),
        ("f0P90Hz", a => a.F0P90Hz),
        ("f0SlopeHzPerSecond", a => a.F0SlopeHzPerSecond),
        ("voicedFraction", a => a.VoicedFraction),
        ("hnrDb", a => a.HnrDb),
        ("spectralTiltDbPerOctave", a => a.SpectralTiltDbPerOctave),
        ("burstCount", a => a.BurstCount),
        ("burstMeanSeconds", a => a.BurstMeanSeconds),
        ("burstsPerMinute", a => a.BurstsPerMinute),
        ("pauseMeanSeconds", a => a.PauseMeanSeconds),
        ("hyperphonationFraction", a => a.HyperphonationFraction),
        ("dysphonationFraction", a => a.DysphonationFraction),
        ("intensity", a => a.Intensity),
    ];

    private readonly float[] _values = new float[clips * Descriptors.Length];

    public void Add(int clip, ReadOnlySpan<float> samples)
    {
        var acoustics = CryAcousticsMeter.Shared.Measure(samples);
        foreach (var (i, descriptor) in Descriptors.Index())
            _values[clip * Descriptors.Length + i] = (float)(descriptor.Value(acoustics) ?? double.NaN);
    }

    public void Write(string file, IReadOnlyList<string> paths)
    {
        using var archive = new NpzWriter(file);
        archive.Add("values", stream =>
        {
            NpyWriter.WriteFloatHeader(stream, paths.Count, Descriptors.Length);
            NpyWriter.WriteValues(stream, _values);
        });
        archive.Add("name", stream => NpyWriter.Write(stream, [.. Descriptors.Select(d => d.Name)]));
        archive.Add("path", stream => NpyWriter.Write(stream, paths));
    }
}
