using System.Numerics.Tensors;
using CryApi.Features;

namespace CryApi.Pipeline;

/// <summary>
/// Stage 1: log-mel patches, at a controlled level if the embedding asks for it → embedding → mean and population standard deviation
/// over each window's patches → probability of a cry. Patches are embedded in batches of a fixed size, so that memory does not grow with the clip but for its embeddings (8.5 kB a second).
/// </summary>
internal sealed class DetectionStage(OnnxModel embedding, OnnxModel detector)
{
    // Big enough to keep the network busy, small enough to stay in the cache and to stop soon when cancelled.
    private const int PatchBatch = 16;
    private const int WindowBatch = 32;

    private readonly DetectionWindow _window = detector.Stage.Window!;

    /// <summary>The threshold where the caller gives none.</summary>
    public double DefaultThreshold { get; } = detector.Stage.DefaultThreshold!.Value;

    /// <summary>The detector, for answers.</summary>
    public ModelReference Model { get; } = detector.Reference;

    /// <summary>Listens to a whole clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="cancellationToken">Honoured between batches, and within them between nodes of a graph.</param>
    public DetectionTrace Listen(PcmClip clip, CancellationToken cancellationToken)
    {
        var timeline = new PatchTimeline(PatchGeometry.PatchCount(clip.Samples.Length), clip.Seconds, _window);
        var embeddings = Scratch.Floats.Rent(timeline.PatchCount * embedding.OutputSize);
        var judging = new StepClock();
        try
        {
            Embed(clip.Samples, timeline.PatchCount, embeddings, cancellationToken);
            judging.Start();
            var windows = Judge(embeddings, timeline.WindowCount, timeline.PatchesPerWindow, timeline.FirstPatch, cancellationToken);
            var pairs = timeline.WindowsArePairs
                ? windows
                : Judge(embeddings, timeline.PairCount, Math.Min(2, timeline.PatchCount), static p => p, cancellationToken);
            judging.Stop();
            PipelineMeter.AddInference(StageNames.Detector, judging);
            return new DetectionTrace(timeline, windows, pairs);
        }
        finally
        {
            Scratch.Floats.Return(embeddings);
        }
    }

    private void Embed(ReadOnlySpan<float> samples, int patchCount, float[] embeddings, CancellationToken cancellationToken)
    {
        var patches = Scratch.Floats.Rent(Math.Min(PatchBatch, patchCount) * embedding.InputSize);
        using var levelled = embedding.Stage.LevelControl is { } control ? new LevelledPatches(control, patchCount) : null;
        var (features, inference) = (new StepClock(), new StepClock());
        try
        {
            for (var first = 0; first < patchCount; first += PatchBatch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = Math.Min(PatchBatch, patchCount - first);
                var input = patches.AsMemory(0, count * embedding.InputSize);
                features.Start();
                if (levelled is null)
                    LogMelPatches.Shared.ComputePatches(samples, first, input.Span);
                else
                    levelled.Read(samples, input.Span);
                features.Stop();
                inference.Start();
                embedding.Run(input, embeddings.AsMemory(first * embedding.OutputSize, count * embedding.OutputSize), cancellationToken);
                inference.Stop();
            }

            PipelineMeter.AddFeatures(StageNames.Embedding, features);
            PipelineMeter.AddInference(StageNames.Embedding, inference);
        }
        finally
        {
            PipelineTrace.AddFeatures(StageNames.Embedding, features);
            Scratch.Floats.Return(patches);
        }
    }

    /// <summary>The detector's probability for runs of patches.</summary>
    /// <param name="embeddings">[patches][size].</param>
    /// <param name="count">How many runs.</param>
    /// <param name="length">Patches in a run. The head has learnt from runs of every length up to the window's.</param>
    /// <param name="firstPatch">Run → its first patch.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    private float[] Judge(float[] embeddings, int count, int length, Func<int, int> firstPatch, CancellationToken cancellationToken)
    {
        var probabilities = new float[count];
        var statistics = Scratch.Floats.Rent(Math.Min(WindowBatch, count) * detector.InputSize);
        try
        {
            for (var first = 0; first < count; first += WindowBatch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var batch = Math.Min(WindowBatch, count - first);
                for (var i = 0; i < batch; i++)
                {
                    Summarise(
                        embeddings.AsSpan(firstPatch(first + i) * embedding.OutputSize, length * embedding.OutputSize),
                        embedding.OutputSize,
                        statistics.AsSpan(i * detector.InputSize, detector.InputSize));
                }

                detector.Run(statistics.AsMemory(0, batch * detector.InputSize), probabilities.AsMemory(first, batch), cancellationToken);
            }
        }
        finally
        {
            Scratch.Floats.Return(statistics);
        }

        return probabilities;
    }

    /// <summary>Mean, then population standard deviation, of each embedding value over the rows.</summary>
    /// <param name="rows">[patches][size].</param>
    /// <param name="size">Values in an embedding.</param>
    /// <param name="statistics">[2·size]: means, then standard deviations.</param>
    internal static void Summarise(ReadOnlySpan<float> rows, int size, Span<float> statistics)
    {
        var mean = statistics[..size];
        var deviation = statistics.Slice(size, size);
        var count = rows.Length / size;
        mean.Clear();
        for (var r = 0; r < count; r++)
            TensorPrimitives.Add(mean, rows.Slice(r * size, size), mean);
        TensorPrimitives.Divide(mean, count, mean);

        // Two passes: the one-pass formula loses a small deviation beside a large mean.
        deviation.Clear();
        Span<float> difference = stackalloc float[size];
        for (var r = 0; r < count; r++)
        {
            TensorPrimitives.Subtract(rows.Slice(r * size, size), mean, difference);
            TensorPrimitives.MultiplyAdd(difference, difference, deviation, deviation);
        }

        TensorPrimitives.Divide(deviation, count, deviation);
        TensorPrimitives.Sqrt(deviation, deviation);
    }
}
