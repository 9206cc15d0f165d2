namespace CryApi.Features.Tests.Synthesis;

public class RandomSceneTests
{
    [Fact]
    public void Cries_are_apart_within_the_scene_and_as_loud_as_told()
    {
        int cries = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            (SynthesizedSound scene, string background, double snr) = RandomScene.Create(seed);
            Assert.InRange(scene.Seconds, 30, 60);
            Assert.InRange(scene.Events.Count, 0, 4);
            Assert.InRange(snr, 0, 20);
            Assert.DoesNotContain(background, (string[])["cry", "scene", "silence"]);
            double last = double.NegativeInfinity;
            foreach ((double start, double end) in scene.Events)
            {
                Assert.True(start >= 0 && end <= scene.Seconds);
                Assert.InRange(end - start, 1.4999, 8.0001);
                Assert.True(start - last >= RandomScene.MinGapSeconds - 1e-3);
                last = end;
            }

            cries += scene.Events.Count;
        }

        Assert.InRange(cries, 20, 60);
    }

    [Fact]
    public void A_seed_gives_one_scene_and_another_a_different_one()
    {
        (SynthesizedSound one, _, _) = RandomScene.Create(7);
        (SynthesizedSound same, _, _) = RandomScene.Create(7);
        (SynthesizedSound other, _, _) = RandomScene.Create(8);
        Assert.Equal(one.Samples, same.Samples);
        Assert.Equal(one.Events, same.Events);
        Assert.NotEqual(one.Samples, other.Samples);
    }
}
