namespace CryApi.Audio.Tests;

public class AudioDecodersTests
{
    [Fact]
    public void A_refusal_says_what_it_looks_like_and_what_is_decoded()
    {
        var exception = Assert.Throws<AudioException>(() => { Decoding.Open([.. "fLaC"u8, .. new byte[50]]); });
        Assert.Equal(AudioErrorCode.UnsupportedFormat, exception.Code);
        Assert.Equal(
            "The bytes look like FLAC, which is not decoded here. This server decodes: WAV (PCM 8/16/24/32 bit, float 32/64, A-law, µ-law).",
            exception.Message);
    }

    [Fact]
    public void Unknown_bytes_are_called_unknown() => Assert.StartsWith(
        "The bytes are no audio format that is known here. This server decodes: WAV",
        Assert.Throws<AudioException>(() => { Decoding.Open(new byte[100]); }).Message, StringComparison.Ordinal);

    [Fact]
    public void The_formats_of_all_decoders_are_listed() => Assert.Equal(
        ["WAV (PCM 8/16/24/32 bit, float 32/64, A-law, µ-law)", "Noise"],
        new AudioDecoders([new WavDecoder(), new FakeDecoder(), new FakeDecoder()]).Formats);

    [Fact]
    public async Task A_codec_that_one_decoder_refuses_is_offered_to_the_next()
    {
        var adpcm = (WavBytes.Ramp() with { Tag = 0x11, Bits = 4 }).Build();
        var decoders = new AudioDecoders([new WavDecoder(), new FakeDecoder()]);
        await using var source = await decoders.OpenAsync(adpcm, new(), CancellationToken.None);
        Assert.Equal("fake", source.Container);
    }

    [Fact]
    public async Task A_broken_file_is_not_offered_to_the_next()
    {
        var decoders = new AudioDecoders([new WavDecoder(), new FakeDecoder()]);
        var cut = WavBytes.Ramp().Build().AsMemory(0, 99);
        var exception = await Assert.ThrowsAsync<AudioException>(async () => await decoders.OpenAsync(cut, new(), CancellationToken.None));
        Assert.Equal(AudioErrorCode.Truncated, exception.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_never_ends_is_stopped_at_the_limit(bool asynchronous)
    {
        var decoders = new AudioDecoders([new FakeDecoder { Asynchronous = asynchronous }]);
        await using var source = await decoders.OpenAsync(new byte[1], new() { MaxDurationSeconds = 2 }, CancellationToken.None);
        var buffer = new float[8000];
        Assert.Equal(8000, await source.ReadAsync(buffer, CancellationToken.None));
        Assert.Equal(8000, await source.ReadAsync(buffer, CancellationToken.None));
        var next = buffer.AsMemory(0, 1);
        var exception = await Assert.ThrowsAsync<AudioException>(async () => await source.ReadAsync(next, CancellationToken.None));
        Assert.Equal(AudioErrorCode.AudioTooLong, exception.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(799)]
    public async Task A_source_that_ends_too_soon_is_refused_at_its_end(int length)
    {
        var decoders = new AudioDecoders([new FakeDecoder { Length = length }]);
        await using var source = await decoders.OpenAsync(new byte[1], new(), CancellationToken.None);
        var exception = await Assert.ThrowsAsync<AudioException>(async () =>
        {
            while (await source.ReadAsync(new float[100], CancellationToken.None) > 0)
            {
            }
        });
        Assert.Equal(AudioErrorCode.TooShort, exception.Code);
    }

    [Theory]
    [InlineData(8000, 8000L * 601, AudioErrorCode.AudioTooLong)]
    [InlineData(8000, 10L, AudioErrorCode.TooShort)]
    [InlineData(1000, 8000L, AudioErrorCode.UnsupportedSampleRate)]
    [InlineData(0, 8000L, AudioErrorCode.Corrupt)]
    public async Task What_a_source_states_is_checked_before_reading_and_a_refused_one_is_disposed(
        int rate, long known, AudioErrorCode expected)
    {
        var decoder = new FakeDecoder { Rate = rate, Known = known };
        var decoders = new AudioDecoders([decoder]);
        var exception = await Assert.ThrowsAsync<AudioException>(async () =>
            await decoders.OpenAsync(new byte[1], new(), CancellationToken.None));
        Assert.Equal(expected, exception.Code);
        Assert.True(decoder.Opened!.Disposed);
    }

    [Fact]
    public async Task Disposing_reaches_the_decoders_source()
    {
        var decoder = new FakeDecoder();
        await (await new AudioDecoders([decoder]).OpenAsync(new byte[1], new(), CancellationToken.None)).DisposeAsync();
        Assert.True(decoder.Opened!.Disposed);
    }

    private sealed class FakeDecoder : IAudioDecoder
    {
        public int Rate { get; init; } = 8000;

        public long? Known { get; init; }

        public long Length { get; init; } = long.MaxValue;

        public bool Asynchronous { get; init; }

        public FakeSource? Opened { get; private set; }

        public IReadOnlyList<string> Formats => ["Noise"];

        public bool Recognises(ReadOnlySpan<byte> head) => true;

        public ValueTask<PcmSource> OpenAsync(ReadOnlyMemory<byte> file, AudioLimits limits, CancellationToken cancellationToken) =>
            ValueTask.FromResult<PcmSource>(Opened = new FakeSource(this));
    }

    private sealed class FakeSource(FakeDecoder decoder) : PcmSource
    {
        private long _left = decoder.Length;

        public bool Disposed { get; private set; }

        public override string Container => "fake";

        public override string Codec => "fake";

        public override int SampleRate => decoder.Rate;

        public override int Channels => 1;

        public override long? KnownLength => decoder.Known;

        public override async ValueTask<int> ReadAsync(Memory<float> destination, CancellationToken cancellationToken)
        {
            if (decoder.Asynchronous)
                await Task.Yield();
            var count = (int)Math.Min(destination.Length, _left);
            _left -= count;
            return count;
        }

        public override ValueTask DisposeAsync()
        {
            Disposed = true;
            return base.DisposeAsync();
        }
    }
}
