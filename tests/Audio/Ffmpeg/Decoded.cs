namespace CryApi.Audio.Tests;

/// <summary>A file that was decoded to its end.</summary>
/// <param name="Container">As the decoder names it.</param>
/// <param name="Codec">In ffmpeg's naming.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="Channels">As stored.</param>
/// <param name="Samples">The channels' average.</param>
internal sealed record Decoded(string Container, string Codec, int SampleRate, int Channels, float[] Samples)
{
    /// <summary>Length.</summary>
    public double Seconds => (double)Samples.Length / SampleRate;

    /// <summary>Decodes within the limits of the service, or others.</summary>
    public static Decoded By(AudioDecoders decoders, byte[] file, AudioLimits? limits = null) =>
        ReadAsync(decoders, file, limits).GetAwaiter().GetResult();

    /// <summary>Why the file can't be decoded.</summary>
    public static AudioException RefusalBy(AudioDecoders decoders, byte[] file, AudioLimits? limits = null) =>
        Assert.Throws<AudioException>(() => By(decoders, file, limits));

    private static async Task<Decoded> ReadAsync(AudioDecoders decoders, byte[] file, AudioLimits? limits)
    {
        var source = await decoders.OpenAsync(file, limits ?? new(), CancellationToken.None).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
            return new(source.Container, source.Codec, source.SampleRate, source.Channels, Decoding.ReadAll(source));
    }
}
