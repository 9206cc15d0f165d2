using System.Buffers;

namespace CryApi.Api;

/// <summary>Takes the audio out of a request: the raw body, or the one file of a form.</summary>
internal static class AudioBody
{
    /// <summary>Reads the body to its end.</summary>
    /// <param name="request">The request; its content type only tells a form from raw bytes.</param>
    /// <param name="maxBytes">Most bytes the body may have.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The bytes of the audio file, at least one. The caller disposes of them.</returns>
    /// <exception cref="ProblemException">Too large, empty, or not a form with exactly one file.</exception>
    public static async Task<PooledBuffer> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        if (request.ContentLength == 0)
            throw Empty();

        var audio = new PooledBuffer();
        try
        {
            if (MultipartAudio.IsForm(request))
                await MultipartAudio.ReadAsync(request, maxBytes, audio, cancellationToken).ConfigureAwait(false);
            else
                await ReadRawAsync(request, maxBytes, audio, cancellationToken).ConfigureAwait(false);
            return audio.Length > 0 ? audio : throw Empty();
        }
        catch
        {
            audio.Dispose();
            throw;
        }
    }

    public static ProblemException TooLarge(long maxBytes) =>
        new(ProblemKinds.BodyTooLarge, $"The body has more than the {maxBytes} bytes that are allowed.");

    private static ProblemException Empty() => new(ProblemKinds.EmptyBody, "The request has no bytes of audio.");

    private static async Task ReadRawAsync(HttpRequest request, long maxBytes, PooledBuffer audio, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (audio.Length + result.Buffer.Length > maxBytes)
                throw TooLarge(maxBytes);
            foreach (var segment in result.Buffer)
                audio.Write(segment.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }
}
