namespace CryApi.Pipeline.Tests;

/// <summary>A run of ONNX Runtime ends when its caller goes, not when it is done.</summary>
public sealed class TerminationTests(TerminationTests.Bundle bundle) : IClassFixture<TerminationTests.Bundle>
{
    // A second or so of work, in one call.
    private const int Patches = 1_500;

    [Fact]
    public void A_run_is_stopped_between_two_nodes()
    {
        var model = bundle.Embedding;
        var (input, output) = (new float[Patches * model.InputSize], new float[Patches * model.OutputSize]);
        using var gone = new CancellationTokenSource(millisecondsDelay: 20);

        // Without Terminate the run would come to its end, and nothing would be thrown.
        var stopped = Assert.Throws<OperationCanceledException>(() => model.Run(input, output, gone.Token));
        Assert.Equal(gone.Token, stopped.CancellationToken);
    }

    [Fact]
    public void A_run_that_was_stopped_leaves_the_session_as_it_was()
    {
        var model = bundle.Embedding;
        var input = Enumerable.Range(0, model.InputSize).Select(i => MathF.Sin(i)).ToArray();
        var (before, after) = (new float[model.OutputSize], new float[model.OutputSize]);
        model.Run(input, before);
        A_run_is_stopped_between_two_nodes();
        using var stays = new CancellationTokenSource();
        model.Run(input, after, stays.Token);
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_caller_that_has_gone_starts_no_run()
    {
        var model = bundle.Embedding;
        Assert.Throws<OperationCanceledException>(
            () => model.Run(new float[model.InputSize], new float[model.OutputSize], new CancellationToken(canceled: true)));
    }

    /// <summary>The shipped embedding.</summary>
    public sealed class Bundle : IDisposable
    {
        private readonly ModelBundle _bundle = ModelBundle.Load(Repository.Models, [StageNames.Embedding], 1, 1);

        public OnnxModel Embedding => _bundle[StageNames.Embedding];

        public void Dispose() => _bundle.Dispose();
    }
}
