namespace CryApi.Features.Tests.Synthesis;

public class SceneBuilderTests
{
    [Fact]
    public void A_cry_is_where_it_was_placed_in_ten_minutes_of_noise()
    {
        SynthesizedSound scene = SceneBuilder.Build("pink-noise", 600, [new CryPlacement(417.25, 3)], 20, 1);
        Assert.Equal([(417.25, 420.25)], scene.Events);
        double background = Measure.Rms(Measure.Part(scene, 0, 417));
        Assert.InRange(Measure.Rms(Measure.Part(scene, 417.25, 420.25)) / background, 8, 12);
        Assert.Equal(background, Measure.Rms(Measure.Part(scene, 420.5, 600)), 0.1 * background);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(0)]
    [InlineData(15)]
    public void The_level_over_the_background_is_as_asked(double snr)
    {
        // The same seed gives the same background; the scale of each scene differs, so that of the first second is taken out.
        float[] with = SceneBuilder.Build("white-noise", 10, [new CryPlacement(4, 3)], snr, 2).Samples;
        float[] without = SceneBuilder.Build("white-noise", 10, [], 0, 2).Samples;
        double scale = Measure.Rms(with.AsSpan(0, 16_000)) / Measure.Rms(without.AsSpan(0, 16_000));
        float[] cry = new float[3 * 16_000];
        for (int i = 0; i < cry.Length; i++)
            cry[i] = (float)(with[64_000 + i] - (scale * without[64_000 + i]));
        Assert.Equal(snr, 20 * Math.Log10(Measure.Rms(cry) / (scale * Measure.Rms(without))), 0.05);
    }

    [Fact]
    public void In_silence_there_is_nothing_but_the_cries()
    {
        CryPlacement[] cries = [new(1, 2), new(3, 0.5), new(8, 2)];
        SynthesizedSound scene = SceneBuilder.Build("silence", 10, cries, 0, 3);
        Assert.Equal([(1, 3), (3, 3.5), (8, 10)], scene.Events);
        Assert.Equal(0, Measure.Rms(Measure.Part(scene, 0, 1)));
        Assert.Equal(0, Measure.Rms(Measure.Part(scene, 3.5, 8)));
        Assert.All(scene.Events, e => Assert.InRange(Measure.Rms(Measure.Part(scene, e.Start, e.End)), 0.02, 0.5));
    }

    [Fact]
    public void Placements_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SceneBuilder.Build("silence", 10, [new CryPlacement(8, 3)], 0, 1));
        Assert.Throws<ArgumentException>(() => SceneBuilder.Build("silence", 10, [new CryPlacement(-1, 3)], 0, 1));
        Assert.Throws<ArgumentException>(() => SceneBuilder.Build("silence", 10, [new CryPlacement(double.NaN, 3)], 0, 1));
        Assert.Throws<ArgumentException>(() => SceneBuilder.Build("silence", 10, [new CryPlacement(1, 3), new CryPlacement(2, 3)], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SceneBuilder.Build("silence", 10, [new CryPlacement(1, 0.01)], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SceneBuilder.Build("silence", 10, [], double.NaN, 1));
        Assert.Throws<ArgumentException>(() => SceneBuilder.Build("cry", 10, [], 0, 1));
    }
}
