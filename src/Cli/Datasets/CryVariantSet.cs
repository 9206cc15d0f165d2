using CryApi.Features.Cry;
using CryApi.Features.Variants;

namespace CryApi.Cli;

/// <summary>
/// 111 cry features of every version of a clip. Members: <c>values</c> float32 [clips, versions, 111], <c>variant</c> [versions], the clip
/// itself first, <c>name</c> [111], <c>path</c> [clips].
/// </summary>
internal sealed class CryVariantSet(int clips) : IFeatureSet
{
    public const string Kind = "cry-variants";

    private const int Values = CryFeatureExtractor.FeatureCount;

    private static readonly int Versions = ClipVariants.Names.Count;

    private readonly float[] _values = new float[clips * Versions * Values];

    public void Add(int clip, ReadOnlySpan<float> samples)
    {
        for (var version = 0; version < Versions; version++)
            CryFeatureExtractor.Shared.Extract(ClipVariants.Make(samples, version), _values.AsSpan((clip * Versions + version) * Values, Values));
    }

    public void Write(string file, IReadOnlyList<string> paths)
    {
        using var archive = new NpzWriter(file);
        archive.Add("values", stream =>
        {
            NpyWriter.WriteFloatHeader(stream, paths.Count, Versions, Values);
            NpyWriter.WriteValues(stream, _values);
        });
        archive.Add("variant", stream => NpyWriter.Write(stream, ClipVariants.Names));
        archive.Add("name", stream => NpyWriter.Write(stream, CryFeatureExtractor.FeatureNames));
        archive.Add("path", stream => NpyWriter.Write(stream, paths));
    }
}
