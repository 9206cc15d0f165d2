namespace CryApi.Api;

/// <summary>Whether a changed model bundle is taken up while the server runs, and how that went last.</summary>
/// <param name="Watching">Whether the folder of the bundle is watched.</param>
/// <param name="LoadedAt">When the bundle in use was loaded.</param>
/// <param name="LastProblem">Why what is in the folder now was refused, so that the bundle in use goes on; null where nothing is wrong.</param>
public sealed record ReloadStatus(bool Watching, DateTimeOffset LoadedAt, string? LastProblem);
