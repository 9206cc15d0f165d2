namespace CryApi.Features.Acoustics;

/// <summary>Measures the acoustic descriptors of a cry, see <see cref="CryAcoustics"/>. Immutable and thread-safe.</summary>
public sealed class CryAcousticsMeter
{
    /// <summary>Sample rate of the input, Hz.</summary>
    public const int SampleRate = AcousticFrames.SampleRate;

    // 15 s of audio, 1.2 MB.
    private readonly WorkspacePool<AcousticWorkspace> _workspaces = new(15 * SampleRate, samples => new AcousticWorkspace(samples), w => w.Capacity);

    private CryAcousticsMeter()
    {
    }

    /// <summary>The one instance.</summary>
    public static CryAcousticsMeter Shared { get; } = new();

    /// <summary>Measures a clip.</summary>
    /// <param name="samples">
    /// Mono at 16 kHz, full scale ±1, at least one sample; the memory needed grows by 0.1 MB per second. Samples that are not finite count
    /// as 0, any beyond ±10¹² as that.
    /// </param>
    /// <returns>Finite values, unrounded; null where there is nothing to measure.</returns>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    public CryAcoustics Measure(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
            throw new ArgumentException("There must be at least one sample.", nameof(samples));
        AcousticWorkspace workspace = _workspaces.Rent(samples.Length);
        CryAcoustics acoustics = AcousticAnalysis.Run(samples, workspace);
        _workspaces.Return(workspace);
        return acoustics;
    }
}
