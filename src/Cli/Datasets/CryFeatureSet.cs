using CryApi.Features.Cry;

namespace CryApi.Cli;

/// <summary>111 cry features a clip. Members: <c>values</c> float32 [clips, 111], <c>name</c> [111], <c>path</c> [clips].</summary>
internal sealed class CryFeatureSet(int clips) : IFeatureSet
{
    public const string Kind = "cry";

    private readonly float[] _values = new float[clips * CryFeatureExtractor.FeatureCount];

    public void Add(int clip, ReadOnlySpan<float> samples) =>
        CryFeatureExtractor.Shared.Extract(samples, _values.AsSpan(clip * CryFeatureExtractor.FeatureCount, CryFeatureExtractor.FeatureCount));

    public void Write(string file, IReadOnlyList<string> paths)
    {
        using var archive = new NpzWriter(file);
        archive.Add("values", stream =>
        {
            NpyWriter.WriteFloatHeader(stream, paths.Count, CryFeatureExtractor.FeatureCount);
            NpyWriter.WriteValues(stream, _values);
        });
        archive.Add("name", stream => NpyWriter.Write(stream, CryFeatureExtractor.FeatureNames));
        archive.Add("path", stream => NpyWriter.Write(stream, paths));
    }
}
