namespace CryApi.Tests;

/// <summary>A program or library that makes test files isn't installed on this machine.</summary>
/// <param name="reason">What is missing, for the message of a skipped test.</param>
internal sealed class EncoderMissingException(string reason) : Exception(reason);
