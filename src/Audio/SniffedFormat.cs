namespace CryApi.Audio;

/// <summary>A format as its first bytes tell it.</summary>
/// <param name="Id">Short name, lower case, e.g. <c>mp3</c>.</param>
/// <param name="Name">For people, e.g. <c>MP3 (MPEG audio)</c>.</param>
public sealed record SniffedFormat(string Id, string Name);
