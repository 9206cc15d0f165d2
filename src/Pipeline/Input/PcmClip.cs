using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline;

/// <summary>A clip as both stages hear it: mono, 16 kHz. The samples lie in a rented buffer until it is disposed of.</summary>
public sealed class PcmClip : IDisposable
{
    private float[]? _buffer;
    private readonly int _length;

    internal PcmClip(float[] buffer, int length, AudioDescription description)
    {
        _buffer = buffer;
        _length = length;
        Description = description;
    }

    /// <summary>What the file was.</summary>
    public AudioDescription Description { get; }

    /// <summary>Samples at 16 kHz.</summary>
    public ReadOnlySpan<float> Samples => _buffer.AsSpan(0, _length);

    /// <summary>Length in seconds as answers tell it, so that no time in them lies past it: resampling may add a part of a sample.</summary>
    public double Seconds => Description.DurationSeconds;

    /// <summary>The samples between two times.</summary>
    /// <param name="startSeconds">Start, ≥ 0.</param>
    /// <param name="endSeconds">End; from <see cref="Seconds"/> on it is the last sample.</param>
    public ReadOnlySpan<float> Slice(double startSeconds, double endSeconds)
    {
        var start = Math.Clamp((int)Math.Round(startSeconds * PatchGeometry.SampleRate), 0, _length);
        var end = endSeconds >= Seconds
            ? _length
            : Math.Clamp((int)Math.Round(endSeconds * PatchGeometry.SampleRate), start, _length);
        return Samples[start..end];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            Scratch.Floats.ReturnWiped(buffer, _length);
    }
}
