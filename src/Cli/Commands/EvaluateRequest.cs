using System.Text.Json;

namespace CryApi.Cli;

/// <summary>What every stage of <c>cryapi evaluate</c> is asked.</summary>
/// <param name="Data">The clips.</param>
/// <param name="Models">The one bundle, where there are no folds.</param>
/// <param name="Folds">Folder of fold bundles, or null.</param>
/// <param name="Jobs">Clips worked on at once.</param>
/// <param name="Report">JSON file for the figures, or null.</param>
/// <param name="Scores">CSV file for every clip's answer, or null.</param>
internal sealed record EvaluateRequest(
    Dataset Data, DirectoryInfo Models, DirectoryInfo? Folds, int Jobs, FileInfo? Report, FileInfo? Scores)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the figures into <see cref="Report"/>, if that is wanted.</summary>
    public async Task WriteAsync<T>(T report, CancellationToken cancellationToken)
    {
        if (Report is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(report, Json) + "\n", cancellationToken);
    }
}
