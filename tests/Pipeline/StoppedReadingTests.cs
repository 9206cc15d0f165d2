using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>A caller that goes while his file is read: nothing more of it is read, and nothing is done with what was.</summary>
public sealed class StoppedReadingTests : IDisposable
{
    // Ten seconds are ten blocks and the read that finds the end.
    private const int Reads = 11;

    private static readonly byte[] s_file =
        WavWriter.ToPcm16(SoundLibrary.Create("cry", 10, 1).Samples, PatchGeometry.SampleRate);

    private readonly Reader _reader = new();
    private readonly CryPipeline _pipeline;

    public StoppedReadingTests() =>
        _pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = Repository.Models, Decoders = new AudioDecoders([_reader]) });

    [Fact]
    public async Task A_file_is_read_by_blocks_to_its_end()
    {
        using var stays = new CancellationTokenSource();
        await _pipeline.AnalyzeAsync(s_file, new AnalysisOptions(), stays.Token);
        Assert.Equal((Reads, 1), (_reader.Reads, _reader.Closed));
    }

    [Theory]
    [InlineData("detect", 2)]
    [InlineData("classify", 2)]
    [InlineData("analyze", 1)]
    [InlineData("analyze", 2)]
    [InlineData("analyze", Reads - 1)]
    [InlineData("analyze", Reads)]
    public async Task Nothing_is_read_after_the_block_in_which_the_caller_goes(string operation, int read)
    {
        using var gone = new CancellationTokenSource();
        _reader.OnRead = count =>
        {
            if (count == read)
                gone.Cancel();
        };
        var options = new AnalysisOptions { DetectionThreshold = 0 };
        Func<Task> ask = operation switch
        {
            "detect" => () => _pipeline.DetectAsync(s_file, options, gone.Token),
            "classify" => () => _pipeline.ClassifyAsync(s_file, options, gone.Token),
            _ => () => _pipeline.AnalyzeAsync(s_file, options, gone.Token),
        };

        var stopped = await Assert.ThrowsAsync<OperationCanceledException>(ask);
        Assert.Equal(gone.Token, stopped.CancellationToken);
        Assert.Equal((read, 1), (_reader.Reads, _reader.Closed));
    }

    public void Dispose() => _pipeline.Dispose();

    /// <summary>The decoder of WAV, which tells of each read. It never looks at the token: whoever asks it has to.</summary>
    private sealed class Reader : IAudioDecoder
    {
        private readonly WavDecoder _wav = new();

        public IReadOnlyList<string> Formats => _wav.Formats;

        /// <summary>Hears how many reads there were, after each.</summary>
        public Action<int> OnRead { get; set; } = static _ => { };

        public int Reads { get; private set; }

        public int Closed { get; private set; }

        public bool Recognises(ReadOnlySpan<byte> file) => _wav.Recognises(file);

        public async ValueTask<PcmSource> OpenAsync(ReadOnlyMemory<byte> file, AudioLimits limits, CancellationToken cancellationToken) =>
            new Source(this, await _wav.OpenAsync(file, limits, CancellationToken.None));

        private sealed class Source(Reader reader, PcmSource inner) : PcmSource
        {
            public override string Container => inner.Container;

            public override string Codec => inner.Codec;

            public override int SampleRate => inner.SampleRate;

            public override int Channels => inner.Channels;

            public override long? KnownLength => inner.KnownLength;

            public override async ValueTask<int> ReadAsync(Memory<float> destination, CancellationToken cancellationToken)
            {
                var count = await inner.ReadAsync(destination, CancellationToken.None);
                reader.OnRead(++reader.Reads);
                return count;
            }

            public override async ValueTask DisposeAsync()
            {
                reader.Closed++;
                await inner.DisposeAsync();
                await base.DisposeAsync();
            }
        }
    }
}
