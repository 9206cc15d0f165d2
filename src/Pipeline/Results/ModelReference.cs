namespace CryApi.Pipeline;

/// <summary>The model behind an answer.</summary>
/// <param name="Name">Its name in the manifest.</param>
/// <param name="Version">Its semantic version.</param>
public sealed record ModelReference(string Name, string Version);
