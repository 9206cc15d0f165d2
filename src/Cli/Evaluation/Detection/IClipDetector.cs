namespace CryApi.Cli;

/// <summary>Something that says how sure it is of a cry in a file: a bundle, or a rule that it must beat. Thread-safe.</summary>
internal interface IClipDetector : IDisposable
{
    /// <summary>Decodes and judges a file.</summary>
    Task<ClipVerdict> JudgeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken);
}

/// <summary>What was said of one file.</summary>
/// <param name="Probability">Of a cry, or a score that stands for it, 0…1.</param>
/// <param name="Threshold">The default threshold.</param>
/// <param name="Seconds">Length of the decoded audio.</param>
internal sealed record ClipVerdict(double Probability, double Threshold, double Seconds)
{
    /// <summary>Whether the default threshold is reached.</summary>
    public bool IsCry => Probability >= Threshold;
}
