using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>Runs alone: whoever else takes large arrays, or has the collector take them, takes those that are to be used again.</summary>
[CollectionDefinition(nameof(PipelineMemoryTests), DisableParallelization = true)]
[Collection(nameof(PipelineMemoryTests))]
public sealed class PipelineMemoryTests(LoadedPipeline loaded)
{
    [Fact]
    public async Task Ten_minutes_need_no_more_than_a_bounded_amount_of_memory()
    {
        var options = new AnalysisOptions();
        var file = WavWriter.ToPcm16(new float[600 * PatchGeometry.SampleRate], PatchGeometry.SampleRate);

        // What other tests have left takes no place among the arrays that are kept.
        GC.Collect();
        await loaded.Pipeline.DetectAsync(file, options, default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await loaded.Pipeline.DetectAsync(file, options, default);

        // The samples (38 MB) and the embeddings (5 MB) lie in rented buffers; what is left is the answer itself.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }
}
