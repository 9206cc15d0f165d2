using CryApi.Audio;
using CryApi.Features;
using CryApi.Features.Quality;

namespace CryApi.Pipeline;

/// <summary>
/// Bytes → mono 16 kHz PCM, block by block: the samples at the file's own rate never lie in memory as a whole.
/// </summary>
/// <param name="decoders">The formats that are read.</param>
/// <param name="limits">What audio is accepted.</param>
public sealed class PcmLoader(AudioDecoders decoders, AudioLimits limits)
{
    private const int BlockSamples = 16_384;

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="cancellationToken">Honoured between blocks.</param>
    /// <exception cref="AudioException">The audio can't be used.</exception>
    public async ValueTask<PcmClip> LoadAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var clock = new LoadClock();
        try
        {
            var clip = await LoadAsync(file, clock, cancellationToken).ConfigureAwait(false);
            clock.Finish(clip.Seconds);
            return clip;
        }
        catch (Exception exception)
        {
            clock.Fail(exception);
            throw;
        }
    }

    private async ValueTask<PcmClip> LoadAsync(ReadOnlyMemory<byte> file, LoadClock clock, CancellationToken cancellationToken)
    {
        clock.Decode.Start();
        await using var source = await decoders.OpenAsync(file, limits, cancellationToken).ConfigureAwait(false);
        clock.Source = source;
        using var stream = Resampler.For(source.SampleRate, PatchGeometry.SampleRate).Open();
        using var samples = new SampleBuffer(stream.MaxOutput(BlockSamples) + (source.KnownLength is { } length
            ? (int)Resampler.OutputLength(length, source.SampleRate, PatchGeometry.SampleRate)
            : 0));
        using var clipping = new ClippingMeter();
        var block = Scratch.Floats.Rent(BlockSamples);
        try
        {
            var read = 0L;
            int count;
            while ((count = await source.ReadAsync(block.AsMemory(0, BlockSamples), cancellationToken).ConfigureAwait(false)) > 0)
            {
                clock.Decode.Stop();
                cancellationToken.ThrowIfCancellationRequested();
                clipping.Add(block.AsSpan(0, count));
                clock.Resample.Start();
                samples.Advance(stream.Write(block.AsSpan(0, count), samples.Reserve(stream.MaxOutput(count))));
                clock.Resample.Stop();
                read += count;
                clock.Decode.Start();
            }

            clock.Decode.Stop();
            clock.Resample.Start();
            samples.Advance(stream.Finish(samples.Reserve(stream.Remaining)));
            clock.Resample.Stop();
            var seconds = (double)read / source.SampleRate;
            var description = new AudioDescription(
                source.Container,
                source.Codec,
                source.SampleRate,
                source.Channels,
                Math.Round(seconds, 4),
                AudioWarnings.Of(source.SampleRate, clipping.IsClipped, samples.Span));
            return samples.ToClip(description);
        }
        finally
        {
            Scratch.Floats.ReturnWiped(block, BlockSamples);
        }
    }
}
