using CryApi.Features;

namespace CryApi.Cli;

/// <summary>
/// Log-mel frames of every clip, one after the other. Patch p of a clip is its frames 48·p … 48·p + 95. Members: <c>frames</c> float32
/// [frames, 64], <c>frame_start</c> int64 [clips], <c>patch_count</c> int64 [clips], <c>path</c> [clips].
/// </summary>
internal sealed class LogMelSet(int clips) : IFeatureSet
{
    public const string Kind = "logmel";

    private readonly float[][] _frames = new float[clips][];
    private readonly long[] _patches = new long[clips];

    public void Add(int clip, ReadOnlySpan<float> samples)
    {
        var patches = PatchGeometry.PatchCount(samples.Length);
        var frames = PatchGeometry.Frames + ((patches - 1) * PatchGeometry.HopFrames);
        var values = new float[frames * PatchGeometry.Bands];
        LogMelPatches.Shared.ComputeFrames(samples, 0, values);
        _frames[clip] = values;
        _patches[clip] = patches;
    }

    public void Write(string file, IReadOnlyList<string> paths)
    {
        var starts = new long[_frames.Length];
        var total = 0L;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = total;
            total += _frames[i].Length / PatchGeometry.Bands;
        }

        using var archive = new NpzWriter(file);
        archive.Add("frames", stream =>
        {
            NpyWriter.WriteFloatHeader(stream, total, PatchGeometry.Bands);
            foreach (var frames in _frames)
                NpyWriter.WriteValues(stream, frames);
        });
        archive.Add("frame_start", stream => NpyWriter.Write(stream, starts));
        archive.Add("patch_count", stream => NpyWriter.Write(stream, _patches));
        archive.Add("path", stream => NpyWriter.Write(stream, paths));
    }
}
