namespace CryApi.Benchmarks.Roofline;

/// <summary>A step of an analysis.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operations">
/// Additions, multiplications, comparisons, minima, maxima and selections that the formula needs, counted on paper; a fused multiply-add is two.
/// A root, a quotient, a sine or a logarithm is one as well.
/// </param>
/// <param name="IsDouble">Whether they are on float64.</param>
/// <param name="Bytes">Bytes that it reads and writes where nothing is kept from step to step.</param>
/// <param name="Run">Does it.</param>
internal sealed record Step(string Name, double Operations, bool IsDouble, double Bytes, Action Run);
