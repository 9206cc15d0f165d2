using BenchmarkDotNet.Attributes;
using CryApi.Audio;

namespace CryApi.Benchmarks;

/// <summary>
/// A file of 7 s decoded to its last sample, at its own rate: WAV in process, M4A (AAC, 44.1 kHz) through the ffmpeg that the service
/// finds. Without an encoder for the M4A, or a decoder, that row is missing.
/// </summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class DecodeBenchmark
{
    private const string Wav = "WAV 16 kHz";
    private const string M4a = "M4A 44.1 kHz";

    private readonly AudioLimits _limits = new();
    private readonly float[] _block = new float[16_384];
    private byte[] _bytes = [];

    [ParamsSource(nameof(Files))]
    public string File { get; set; } = Wav;

    /// <summary>What can be decoded here.</summary>
    public static IEnumerable<string> Files => AudioDecoders.Default.Ffmpeg.Available && BenchmarkFiles.EncodesM4a ? [Wav, M4a] : [Wav];

    [GlobalSetup]
    public async Task Setup() => _bytes = File == Wav ? await BenchmarkFiles.ReadSampleAsync() : await BenchmarkFiles.EncodeM4aAsync();

    [Benchmark]
    public async Task<long> Decode()
    {
        await using var source = await AudioDecoders.Default.OpenAsync(_bytes, _limits, CancellationToken.None);
        long samples = 0;
        int count;
        while ((count = await source.ReadAsync(_block, CancellationToken.None)) > 0)
            samples += count;
        return samples;
    }
}
