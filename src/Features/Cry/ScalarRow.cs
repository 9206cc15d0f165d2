namespace CryApi.Features.Cry;

/// <summary>The rows of the plane of scalar features, in the order of the vector.</summary>
internal static class ScalarRow
{
    public const int ZeroCrossings = 0;
    public const int Rms = 1;
    public const int Centroid = 2;
    public const int Bandwidth = 3;
    public const int RollOff = 4;
    public const int Flatness = 5;
    public const int Count = 6;
}
