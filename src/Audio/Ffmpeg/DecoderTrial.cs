using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>Decodes a sound that is known, so that a program that doesn't work here (no <c>/proc</c>, a wrong machine) shows at the start.</summary>
internal static class DecoderTrial
{
    private const int Rate = 8_000;
    private const int Length = Rate / 4;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs it.</summary>
    /// <exception cref="FfmpegException">The decoder does not give the samples.</exception>
    public static void Run(FfmpegDecoder decoder)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            Task.Run(() => RunAsync(decoder, patience.Token), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is AudioException or FfmpegException or OperationCanceledException)
        {
            throw new FfmpegException($"ffmpeg does not decode a sound that is known: {exception.Message} A process with file capabilities hides its files from it.", exception);
        }
    }

    private static async Task RunAsync(FfmpegDecoder decoder, CancellationToken cancellationToken)
    {
        var source = await decoder.OpenAsync(Sound(), new AudioLimits(), cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var samples = new float[Length + 1];
            int count, length = 0;
            while ((count = await source.ReadAsync(samples.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
                length += count;
            for (var i = 0; i < Length; i++)
            {
                if (length != Length || samples[i] != Value(i) / 32768f)
                    throw new FfmpegException("ffmpeg decodes wrongly here.");
            }
        }
    }

    /// <summary>An AU file (Sun Microsystems' header of six big-endian numbers) of 16-bit PCM.</summary>
    private static byte[] Sound()
    {
        var file = new byte[24 + (2 * Length)];
        uint[] header = [0x2E736E64, 24, 2 * Length, 3, Rate, 1];
        for (var i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4 * i), header[i]);
        for (var i = 0; i < Length; i++)
            BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(24 + (2 * i)), Value(i));
        return file;
    }

    private static short Value(int index) => (short)(index * 16);
}
