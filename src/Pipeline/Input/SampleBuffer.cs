using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>A rented buffer that grows while a clip is read.</summary>
internal sealed class SampleBuffer(int expected) : IDisposable
{
    private float[]? _buffer = Scratch.Floats.Rent(Math.Max(expected, 1));

    /// <summary>Samples written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<float> Span => _buffer.AsSpan(0, Length);

    /// <summary>Room for at least so many more samples.</summary>
    public Span<float> Reserve(int count)
    {
        var buffer = _buffer ?? throw new ObjectDisposedException(nameof(SampleBuffer));
        if (buffer.Length - Length < count)
        {
            var larger = Scratch.Floats.Rent(Math.Max(Length + count, checked(buffer.Length * 2)));
            Span.CopyTo(larger);
            Scratch.Floats.ReturnWiped(buffer, Length);
            _buffer = buffer = larger;
        }

        return buffer.AsSpan(Length);
    }

    /// <summary>Says how many of the reserved samples were written.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Hands the buffer over to a clip.</summary>
    public PcmClip ToClip(AudioDescription description)
    {
        var buffer = _buffer ?? throw new ObjectDisposedException(nameof(SampleBuffer));
        _buffer = null;
        return new PcmClip(buffer, Length, description);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer is not { } buffer)
            return;
        Scratch.Floats.ReturnWiped(buffer, Length);
        _buffer = null;
    }
}
