namespace CryApi.Audio;

/// <summary>There is no ffmpeg where one was asked for, or it doesn't work.</summary>
/// <param name="message">What is wrong, for an operator.</param>
/// <param name="inner">The cause, if it is known.</param>
public sealed class FfmpegException(string message, Exception? inner = null) : Exception(message, inner);
