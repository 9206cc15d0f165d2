namespace CryApi.Audio;

/// <summary>Decoded audio, read block by block so that memory does not grow with the clip. For one reader at a time.</summary>
public abstract class PcmSource : IAsyncDisposable
{
    /// <summary>Container name, lower case.</summary>
    public abstract string Container { get; }

    /// <summary>Codec name as in ffmpeg.</summary>
    public abstract string Codec { get; }

    /// <summary>Rate of the samples that <see cref="ReadAsync"/> gives, Hz; also the stored rate unless a decoder says otherwise.</summary>
    public abstract int SampleRate { get; }

    /// <summary>Channel count as stored (what is read is already averaged to mono).</summary>
    public abstract int Channels { get; }

    /// <summary>Samples per channel if known before reading, else null.</summary>
    public abstract long? KnownLength { get; }

    /// <summary>Reads the next mono samples, nominally in −1…1.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many samples were written; 0 at the end.</returns>
    /// <exception cref="AudioException">A sample is NaN or infinite, the data ends early, or the audio exceeds the limits.</exception>
    public abstract ValueTask<int> ReadAsync(Memory<float> destination, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
