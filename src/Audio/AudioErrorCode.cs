namespace CryApi.Audio;

/// <summary>Why audio can't be used. Each maps to one HTTP status and one stable problem code.</summary>
public enum AudioErrorCode
{
    /// <summary>No bytes at all (400 <c>empty_body</c>).</summary>
    EmptyBody,

    /// <summary>More audio than the limits allow (413 <c>audio_too_long</c>).</summary>
    AudioTooLong,

    /// <summary>The bytes are no format that is decoded here (415 <c>unsupported_format</c>).</summary>
    UnsupportedFormat,

    /// <summary>The file claims more bytes than there are (422 <c>truncated</c>).</summary>
    Truncated,

    /// <summary>The file contradicts itself or holds NaN or infinite samples (422 <c>corrupt</c>).</summary>
    Corrupt,

    /// <summary>A real sample rate outside the limits (422 <c>unsupported_sample_rate</c>); 0 Hz is <see cref="Corrupt"/>.</summary>
    UnsupportedSampleRate,

    /// <summary>A container without an audio track (422 <c>no_audio_track</c>).</summary>
    NoAudioTrack,

    /// <summary>Less audio than the limits ask for, down to none (422 <c>too_short</c>).</summary>
    TooShort,

    /// <summary>More channels than the limits allow (422 <c>too_many_channels</c>); 0 channels are <see cref="Corrupt"/>.</summary>
    TooManyChannels,

    /// <summary>Decoding takes longer than a decoder is given (504 <c>timeout</c>).</summary>
    Timeout,
}
