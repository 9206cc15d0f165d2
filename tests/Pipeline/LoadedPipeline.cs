[assembly: AssemblyFixture(typeof(CryApi.Pipeline.Tests.LoadedPipeline))]

namespace CryApi.Pipeline.Tests;

/// <summary>The shipped bundle, loaded once for all tests.</summary>
public sealed class LoadedPipeline : IDisposable
{
    public CryPipeline Pipeline { get; } = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = Repository.Models });

    public void Dispose() => Pipeline.Dispose();
}
