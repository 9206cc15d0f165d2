using CryApi.Pipeline;

namespace CryApi.Benchmarks;

/// <summary>A model and the batch that it gets for a clip of 7 s.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Stage">Its stage in the manifest there.</param>
/// <param name="Rows">Rows of the batch.</param>
public sealed record ModelCase(string Folder, string Stage, int Rows)
{
    /// <summary>The entry of the manifest.</summary>
    public ModelStage Read() => ModelBundle.ReadStage(Folder, Stage);

    /// <summary>For the table.</summary>
    public override string ToString() => $"{Read().Name}, {Rows}";
}
