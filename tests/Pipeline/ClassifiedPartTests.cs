namespace CryApi.Pipeline.Tests;

public class ClassifiedPartTests
{
    private static readonly DetectionWindow Window = new(6, 2, 3.36, 0.96);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 24)]
    [InlineData(55, 53)]
    public void The_seven_seconds_hold_the_cry(double cryStart, double latestStart)
    {
        const double seconds = 60;
        var timeline = new PatchTimeline(Features.PatchGeometry.PatchCount((long)(seconds * 16_000)), seconds, Window);
        var pairs = new float[timeline.PairCount];
        for (var p = 0; p < pairs.Length; p++)
        {
            var start = timeline.PatchStart(p);
            pairs[p] = start + 1.44 > cryStart && start < cryStart + 5 ? 0.9f : 0.05f;
        }

        var part = ClassifiedPart.RichestInCry(new DetectionTrace(timeline, new float[timeline.WindowCount], pairs));
        Assert.Equal(7, part.EndSeconds - part.StartSeconds, 3);
        Assert.InRange(part.StartSeconds, 0, 53);
        Assert.True(part.StartSeconds <= cryStart && part.EndSeconds >= Math.Min(cryStart + 5, seconds), $"{part}");
        Assert.True(part.StartSeconds >= latestStart - 4 || latestStart == 0);
    }

    [Fact]
    public void An_even_recording_is_judged_by_its_start()
    {
        var timeline = new PatchTimeline(Features.PatchGeometry.PatchCount(20 * 16_000), 20, Window);
        var pairs = new float[timeline.PairCount];
        Array.Fill(pairs, 0.3f);
        Assert.Equal(new ClassifiedPart(0, 7), ClassifiedPart.RichestInCry(new DetectionTrace(timeline, new float[timeline.WindowCount], pairs)));
    }
}
