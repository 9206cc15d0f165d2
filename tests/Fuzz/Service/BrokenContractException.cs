namespace CryApi.Fuzz.Tests;

/// <summary>An answer that the HTTP contract doesn't have, or none at all.</summary>
internal sealed class BrokenContractException(string message, Exception? inner) : Exception(message, inner);
