using System.Text.Json;
using CryApi.Audio;

namespace CryApi.Api;

/// <summary>Every kind of problem there is, in order of status.</summary>
internal static class ProblemKinds
{
    public static readonly ProblemKind InvalidParameter = new("invalid_parameter", 400, "Invalid query parameter",
        "a query parameter is malformed, out of range, or given twice; `errors` names each");

    public static readonly ProblemKind EmptyBody = new("empty_body", 400, "Empty body", "there are no bytes of audio");

    public static readonly ProblemKind MissingFile = new("missing_file", 400, "No file in the form",
        "the form has no file part named `file`");

    public static readonly ProblemKind MultipleFiles = new("multiple_files", 400, "Several files in the form",
        "the form has more than one file part");

    public static readonly ProblemKind MalformedForm = new("malformed_form", 400, "Malformed form",
        "the body is not the `multipart/form-data` that its content type promises");

    public static readonly ProblemKind BadRequest = new("bad_request", 400, "Bad request", "the request breaks the rules of HTTP");

    public static readonly ProblemKind Unauthorized = new("unauthorized", 401, "No valid API key",
        "an API key is configured and the request has none or a wrong one");

    public static readonly ProblemKind NotFound = new("not_found", 404, "Not found", "there is nothing at this address");

    public static readonly ProblemKind MethodNotAllowed = new("method_not_allowed", 405, "Method not allowed",
        "the address exists, but not for this method; `Allow` lists those it has");

    public static readonly ProblemKind BodyTimeout = new("body_timeout", 408, "Body too slow", "the body took too long to arrive");

    public static readonly ProblemKind BodyTooLarge = new("body_too_large", 413, "Body too large",
        "the body has more bytes than `Limits:MaxBodyBytes`");

    public static readonly ProblemKind AudioTooLong = new("audio_too_long", 413, "Audio too long",
        "the audio is longer than `Limits:MaxDurationSeconds`");

    public static readonly ProblemKind UnsupportedFormat = new("unsupported_format", 415, "Unsupported format",
        "the bytes are no audio format that is decoded here; `detail` lists those that are");

    public static readonly ProblemKind Truncated = new("truncated", 422, "Truncated audio", "the file claims more bytes than there are");

    public static readonly ProblemKind Corrupt = new("corrupt", 422, "Corrupt audio",
        "the file contradicts itself or holds samples that are not numbers");

    public static readonly ProblemKind NoAudioTrack = new("no_audio_track", 422, "No audio track", "the container holds no audio");

    public static readonly ProblemKind TooShort = new("too_short", 422, "Audio too short",
        "the audio is shorter than `Limits:MinDurationSeconds`, or has no samples");

    public static readonly ProblemKind UnsupportedSampleRate = new("unsupported_sample_rate", 422, "Unsupported sample rate",
        "the sample rate is outside `Limits:MinSampleRate` to `Limits:MaxSampleRate`");

    public static readonly ProblemKind TooManyChannels = new("too_many_channels", 422, "Too many channels",
        "the audio has more channels than `Limits:MaxChannels`");

    public static readonly ProblemKind RateLimited = new("rate_limited", 429, "Too many requests",
        "this client has used up its rate; `Retry-After` says when to come back");

    public static readonly ProblemKind InternalError = new("internal_error", 500, "Internal error", "a fault of the server");

    public static readonly ProblemKind Overloaded = new("overloaded", 503, "Overloaded", "as many requests as may wait are waiting, their bodies take all the memory that they may, or no decoder can be run");

    public static readonly ProblemKind NotReady = new("not_ready", 503, "Not ready",
        "the server is starting or, for `/health/ready`, shutting down; or its models were exchanged for some with other types while a request with a `prior` came in");

    public static readonly ProblemKind Timeout = new("timeout", 504, "Timed out",
        "the work took longer than `Limits:RequestTimeoutSeconds`, or decoding longer than `Limits:DecodeTimeoutSeconds`");

    public static readonly IReadOnlyList<ProblemKind> All =
    [
        InvalidParameter, EmptyBody, MissingFile, MultipleFiles, MalformedForm, BadRequest, Unauthorized, NotFound, MethodNotAllowed,
        BodyTimeout, BodyTooLarge, AudioTooLong, UnsupportedFormat, Truncated, Corrupt, NoAudioTrack, TooShort, UnsupportedSampleRate,
        TooManyChannels, RateLimited, InternalError, Overloaded, NotReady, Timeout,
    ];

    private static readonly Dictionary<string, ProblemKind> ByCode = All.ToDictionary(kind => kind.Code);

    /// <summary>The kind whose code is the error's name in snake_case; a name without one is <see cref="Corrupt"/>.</summary>
    public static ProblemKind For(AudioErrorCode code) =>
        ByCode.GetValueOrDefault(JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()), Corrupt);

    /// <summary>The kind for a status that the framework chose.</summary>
    public static ProblemKind ForStatus(int status) => status switch
    {
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => BodyTimeout,
        413 => BodyTooLarge,
        415 => UnsupportedFormat,
        503 => NotReady,
        504 => Timeout,
        >= 500 => InternalError,
        _ => BadRequest with { Status = status },
    };
}
