namespace CryApi.Pipeline.Tests;

public class SummaryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Mean_and_population_deviation_over_patches(int patches)
    {
        const int size = 37;
        var random = new Random(1);
        var rows = Enumerable.Range(0, patches * size).Select(_ => 1000 + (float)random.NextDouble()).ToArray();
        var statistics = new float[2 * size];
        DetectionStage.Summarise(rows, size, statistics);
        for (var i = 0; i < size; i++)
        {
            var column = Enumerable.Range(0, patches).Select(p => (double)rows[(p * size) + i]).ToArray();
            var mean = column.Average();
            Assert.Equal(mean, statistics[i], 1e-3);
            Assert.Equal(Math.Sqrt(column.Average(x => (x - mean) * (x - mean))), statistics[size + i], 1e-3);
        }
    }
}
