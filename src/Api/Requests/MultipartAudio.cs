using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CryApi.Api;

/// <summary>
/// Reads <c>multipart/form-data</c> (RFC 7578) with exactly one file, the part named <c>file</c>. Fields that are no files are
/// ignored, so that a web form may carry some; a second file is refused, as nobody could know which one was meant.
/// </summary>
internal static class MultipartAudio
{
    public const string FormType = "multipart/form-data";
    private const string FileName = "file";

    /// <summary>Longest boundary that RFC 2046 §5.1.1 allows.</summary>
    private const int MaxBoundaryLength = 70;

    private const int MaxParts = 32;
    private const int MaxPartHeaders = 16;
    private const int MaxPartHeaderBytes = 8 * 1024;

    /// <summary>Whether the content type says form; anything else is raw audio.</summary>
    public static bool IsForm(HttpRequest request)
    {
        var type = request.ContentType.AsSpan().TrimStart();
        return type.StartsWith(FormType, StringComparison.OrdinalIgnoreCase)
            && (type.Length == FormType.Length || type[FormType.Length] is ';' or ' ' or '\t' or ',');
    }

    /// <summary>Reads the whole form and keeps the bytes of its file.</summary>
    /// <param name="request">A request for which <see cref="IsForm"/> holds.</param>
    /// <param name="body">Its body.</param>
    /// <param name="audio">Where the bytes of the file go.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task ReadAsync(HttpRequest request, BodyStream body, PooledBuffer audio, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(request), body)
        {
            HeadersCountLimit = MaxPartHeaders,
            HeadersLengthLimit = MaxPartHeaderBytes,
        };
        try
        {
            await ReadPartsAsync(reader, audio, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            throw Malformed("A part of the form has malformed or too long headers.");
        }
        catch (IOException exception) when (AudioBody.IsBroken(exception, request))
        {
            throw Malformed("The form ends before its closing boundary.");
        }
    }

    private static async Task ReadPartsAsync(MultipartReader reader, PooledBuffer audio, CancellationToken cancellationToken)
    {
        var parts = 0;
        var files = 0;
        var named = 0;
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } part)
        {
            if (++parts > MaxParts)
                throw Malformed($"The form has more than {MaxParts} parts.");
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
                || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
                throw Malformed("A part of the form has no valid Content-Disposition.");

            var isNamed = HeaderUtilities.RemoveQuotes(disposition.Name).Equals(FileName, StringComparison.Ordinal);
            if (!isNamed && !disposition.FileName.HasValue && !disposition.FileNameStar.HasValue)
                continue;
            if (++files > 1)
                throw new ProblemException(ProblemKinds.MultipleFiles, "The form has more than one file.");
            if (!isNamed)
                continue;
            named++;
            await audio.FillAsync(part.Body, cancellationToken).ConfigureAwait(false);
        }

        if (named == 0)
            throw new ProblemException(ProblemKinds.MissingFile, "The form has no file part named file.");
    }

    private static string BoundaryOf(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary)
            : default;
        return boundary.Length is > 0 and <= MaxBoundaryLength
            ? boundary.ToString()
            : throw Malformed($"The content type has no boundary of 1 to {MaxBoundaryLength} characters.");
    }

    private static ProblemException Malformed(string detail) => new(ProblemKinds.MalformedForm, detail);
}
