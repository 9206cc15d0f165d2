using System.Diagnostics;
using CryApi.Audio;

namespace CryApi.Fuzz.Tests;

/// <summary>
/// Mutated WAV files through the server's own reader: bounded finite samples, no more than the file holds, or an <see cref="AudioException"/>;
/// and nothing but it, little memory, no long loop.
/// </summary>
public class WavFuzzTests(ITestOutputHelper output)
{
    private const int MostAllocated = 65_536;

    // What a reader of one or two thousand bytes would need only if it ran on; machines that are busy take their breaks.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static readonly AudioDecoders s_decoders = new([new WavDecoder()]);

    private static readonly AudioLimits[] s_limits =
    [
        new(),
        new() { MinDurationSeconds = 0, MaxDurationSeconds = 1e9, MinSampleRate = 1, MaxSampleRate = int.MaxValue },
        new() { MinDurationSeconds = 0, MaxDurationSeconds = 0.01 },
    ];

    [Fact]
    public void Mutated_wav_files_are_read_or_refused()
    {
        var (tally, clock) = (new Tally(), Stopwatch.StartNew());
        var mutator = new Mutator(WavSeeds.All);
        Parallel.For(0, FuzzScale.Executions, i =>
        {
            var number = FuzzScale.First + i;
            Repeatable.Check("WAV seeds", number, mutator.Mutate(number), file => tally.Add(Read(file, s_limits[number % s_limits.Length])));
        });

        output.WriteLine(FormattableString.Invariant($"{tally.Total:N0} WAV files in {clock.Elapsed.TotalSeconds:F1} s: {tally}"));
        Assert.Equal(FuzzScale.Executions, tally.Total);
        // Mutations that only ever break the first bytes would test nothing behind them.
        Assert.True(tally["read"] > FuzzScale.Executions / 10, $"Few are read to the end: {tally}");
        foreach (var code in Enum.GetValues<AudioErrorCode>().Except([AudioErrorCode.NoAudioTrack, AudioErrorCode.EmptyBody, AudioErrorCode.Timeout]))
            Assert.True(tally[code.ToString()] > 0, $"None is refused as {code}: {tally}");
    }

    private static string Read(byte[] file, AudioLimits limits)
    {
        var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        var outcome = TryRead(file, limits);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, s_patience);
        return outcome;
    }

    private static string TryRead(byte[] file, AudioLimits limits)
    {
        try
        {
            ReadAll(file, limits);
            return "read";
        }
        catch (AudioException exception)
        {
            Assert.True(Enum.IsDefined(exception.Code));
            Assert.Equal(file.Length == 0, exception.Code == AudioErrorCode.EmptyBody);
            Assert.InRange(exception.Message.Length, 10, 400);
            Assert.DoesNotContain(exception.Message, char.IsControl);
            return exception.Code.ToString();
        }
    }

    private static void ReadAll(byte[] file, AudioLimits limits)
    {
        // The reader never waits for anything: it completes at once, on this thread, which the count of allocated bytes relies on.
        var source = Now(s_decoders.OpenAsync(file, limits, CancellationToken.None));
        Assert.Equal("wav", source.Container);
        Assert.InRange(source.Channels, 1, 65_535);
        Assert.InRange(source.SampleRate, limits.MinSampleRate, limits.MaxSampleRate);

        var largest = source.Codec.StartsWith("pcm_f", StringComparison.Ordinal) ? 4_294_967_296f : 1f;
        Span<float> untouched = [float.NaN, float.NaN];
        var buffer = new float[66];
        long total = 0;
        while (true)
        {
            untouched.CopyTo(buffer.AsSpan(64));
            var count = Now(source.ReadAsync(buffer.AsMemory(0, 1 + (int)(total % 64)), CancellationToken.None));
            if (count == 0)
                break;
            total += count;
            foreach (var sample in buffer.AsSpan(0, count))
            {
                // NaN fails too.
                if (!(Math.Abs(sample) <= largest))
                    Assert.Fail($"{source.Codec} gives {sample}");
            }

            Assert.True(float.IsNaN(buffer[64]) && float.IsNaN(buffer[65]), "Something is written behind the destination.");
        }

        Assert.Equal(source.KnownLength, total);
        Assert.True(total * source.Channels * BytesOf(source.Codec) <= file.Length, "More samples come out than the file holds.");
        Assert.InRange((double)total / source.SampleRate, limits.MinDurationSeconds, limits.MaxDurationSeconds);
        Now(source.DisposeAsync());
    }

    private static int BytesOf(string codec) => codec switch
    {
        "pcm_u8" or "pcm_alaw" or "pcm_mulaw" => 1,
        "pcm_s16le" or "pcm_s16be" => 2,
        "pcm_s24le" or "pcm_s24be" => 3,
        "pcm_s32le" or "pcm_s32be" or "pcm_f32le" or "pcm_f32be" => 4,
        "pcm_f64le" or "pcm_f64be" => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "The reader promises no such codec."),
    };

    private static T Now<T>(ValueTask<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private static void Now(ValueTask task)
    {
        Assert.True(task.IsCompleted);
        task.GetAwaiter().GetResult();
    }
}
