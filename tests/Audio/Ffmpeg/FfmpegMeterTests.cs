using System.Diagnostics.Metrics;

namespace CryApi.Audio.Tests;

/// <summary>What an operator sees of decoders: what became of each.</summary>
[Collection(nameof(FfmpegLeakTests))]
public class FfmpegMeterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exit 1", "corrupt")]
    [InlineData("kill -SEGV $$", "crashed")]
    [InlineData("kill -STOP $$", "timeout")]
    [InlineData("exit 127", "failed")]
    [InlineData("kill -KILL $$", "failed")]
    public async Task The_end_of_a_decoder_is_counted_by_its_reason(string body, string result)
    {
        var seen = new List<string?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == FfmpegMeter.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => seen.Add(tags[0].Value as string));
        listener.Start();

        using var fake = new FakeFfmpeg(body);
        await Assert.ThrowsAnyAsync<Exception>(async () => await FfmpegSource.OpenAsync(fake.Start(new() { TimeoutSeconds = 1 }), new(), Stop));
        Assert.Equal([result], seen);
    }
}
