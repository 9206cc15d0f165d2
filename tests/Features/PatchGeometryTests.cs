namespace CryApi.Features.Tests;

public class PatchGeometryTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(15_600, 1)]
    [InlineData(15_601, 2)]
    [InlineData(112_000, 14)]
    public void Every_sample_is_covered(long samples, int patches) =>
        Assert.Equal(patches, PatchGeometry.PatchCount(samples));
}
