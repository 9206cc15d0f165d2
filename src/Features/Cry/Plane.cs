namespace CryApi.Features.Cry;

/// <summary>A float32 matrix, row-major, zero when new.</summary>
internal sealed class Plane(int rows, int stride)
{
    /// <summary>All values, row after row.</summary>
    public float[] Data { get; } = new float[checked(rows * stride)];

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; } = stride;

    /// <summary>One whole row.</summary>
    public Span<float> Row(int row) => Data.AsSpan(row * Stride, Stride);
}
