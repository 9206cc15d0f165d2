using CryApi.Audio;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>A rule without training. It hears what the pipeline hears: decoded and resampled in the same way.</summary>
/// <param name="score">16 kHz mono samples → score, 0…1.</param>
/// <param name="threshold">The score that counts as a cry.</param>
internal sealed class Rival(Func<ReadOnlySpan<float>, double> score, double threshold) : IClipDetector
{
    private readonly PcmLoader _loader = new(AudioDecoders.Default, new AudioLimits());

    public async Task<ClipVerdict> JudgeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        using var clip = await _loader.LoadAsync(file, cancellationToken);
        return new(score(clip.Samples), threshold, clip.Seconds);
    }

    public void Dispose()
    {
    }
}
