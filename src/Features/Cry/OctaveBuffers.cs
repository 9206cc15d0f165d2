namespace CryApi.Features.Cry;

/// <summary>Scratch of the constant-Q transform: two decimated signals in turn, and the halves they are filtered from.</summary>
/// <param name="samples">The longest signal.</param>
internal sealed class OctaveBuffers(int samples)
{
    /// <summary>One decimated signal with its margins.</summary>
    public float[] First { get; } = new float[ConstantQ.DecimatedLength(samples)];

    /// <summary>The other one.</summary>
    public float[] Second { get; } = new float[ConstantQ.DecimatedLength(samples)];

    /// <summary>The even and the odd samples of a signal.</summary>
    public float[] Halves { get; } = new float[Decimator.ScratchLength(samples)];
}
