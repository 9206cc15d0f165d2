namespace CryApi.Audio;

/// <summary>Whether other formats than WAV can be decoded.</summary>
/// <param name="Available">Whether there is an ffmpeg that works.</param>
/// <param name="Version">Its version, e.g. <c>5.1.9-0+deb12u1</c>; null where there is none.</param>
/// <param name="Problem">Why there is none, for an operator; null where there is one.</param>
public sealed record DecoderStatus(bool Available, string? Version, string? Problem);
