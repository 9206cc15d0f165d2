namespace CryApi.Api;

/// <summary>Takes the audio out of a request: the raw body, or the one file of a form.</summary>
internal static class AudioBody
{
    /// <summary>Reads the body to its end.</summary>
    /// <param name="request">The request; its content type only tells a form from raw bytes.</param>
    /// <param name="maxBytes">Most bytes the body may have.</param>
    /// <param name="budget">Memory for bodies.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The bytes of the audio file, at least one. The caller disposes of them.</returns>
    /// <exception cref="ProblemException">Too large, empty, broken, or not a form with exactly one file.</exception>
    public static async Task<PooledBuffer> ReadAsync(
        HttpRequest request, long maxBytes, BodyBudget budget, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        if (request.ContentLength == 0)
            throw Empty();

        using var rate = BodyRate.TakeOver(request);
        var audio = new PooledBuffer(maxBytes, budget);
        try
        {
            var body = new BodyStream(request.BodyReader, maxBytes, rate);
            if (MultipartAudio.IsForm(request))
                await MultipartAudio.ReadAsync(request, body, audio, cancellationToken).ConfigureAwait(false);
            else
                await audio.FillAsync(body, cancellationToken).ConfigureAwait(false);
            return audio.Length > 0 ? audio : throw Empty();
        }
        catch (Exception exception)
        {
            audio.Dispose();
            if (IsBroken(exception, request))
                throw new ProblemException(ProblemKinds.BadRequest, "The body breaks the rules of HTTP.");
            throw;
        }
    }

    public static ProblemException TooLarge(long maxBytes) =>
        new(ProblemKinds.BodyTooLarge, $"The body has more than the {maxBytes} bytes that are allowed.");

    /// <summary>Whether the server found the body itself broken; it says so with more than one type of exception.</summary>
    public static bool IsBroken(Exception exception, HttpRequest request) =>
        exception is IOException and not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested;

    private static ProblemException Empty() => new(ProblemKinds.EmptyBody, "The request has no bytes of audio.");
}
