namespace CryApi.Features.Cry;

/// <summary>
/// The 111 features by which cries are classified: means over time of MFCC (40), chroma (12), mel power (40), spectral contrast (7),
/// tonal centroids (6), zero-crossing rate, RMS, spectral centroid, bandwidth, roll-off and flatness. They equal what librosa 0.11
/// computes for a 16 kHz signal with frames of 2048 samples every 512. Immutable and thread-safe.
/// </summary>
public sealed class CryFeatureExtractor
{
    /// <summary>Sample rate of the input, Hz.</summary>
    public const int SampleRate = CryFrames.SampleRate;

    /// <summary>Values in the vector.</summary>
    public const int FeatureCount = CryFeatureLayout.Count;

    // 472 frames are 15 s of audio, 9 MB.
    private readonly WorkspacePool<CryWorkspace> _workspaces = new(472, frames => new CryWorkspace(frames), w => w.Frames);

    private CryFeatureExtractor()
    {
    }

    /// <summary>The one instance.</summary>
    public static CryFeatureExtractor Shared { get; } = new();

    /// <summary>The name of every value, in order: mfcc_00 … mfcc_39, chroma_C … chroma_B, mel_000 …, contrast_0 …, flatness.</summary>
    public static IReadOnlyList<string> FeatureNames => CryFeatureLayout.Names;

    /// <summary>Computes the features of a clip.</summary>
    /// <param name="samples">
    /// Mono at 16 kHz, full scale ±1, at least one sample; the memory needed grows by 0.6 MB per second. Samples that are not finite count
    /// as 0, any beyond ±10¹² as that.
    /// </param>
    /// <param name="values">Receives <see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">There are no samples, or too little room for the values.</exception>
    public void Extract(ReadOnlySpan<float> samples, Span<float> values)
    {
        if (samples.IsEmpty)
            throw new ArgumentException("There must be at least one sample.", nameof(samples));
        if (values.Length < FeatureCount)
            throw new ArgumentException($"There must be room for {FeatureCount} values.", nameof(values));
        CryWorkspace workspace = _workspaces.Rent(CryFrames.Count(samples.Length));
        CryAnalysis.Run(samples, workspace, values);
        _workspaces.Return(workspace);
    }
}
