namespace CryApi.Pipeline;

/// <summary>The pools of the process.</summary>
public static class Scratch
{
    /// <summary>For files as they came.</summary>
    public static ScratchPool<byte> Bytes { get; } = new();

    /// <summary>For samples and what is computed of them.</summary>
    public static ScratchPool<float> Floats { get; } = new();
}
