using CryApi.Features.Acoustics;
using CryApi.Features.Tests.Golden;

namespace CryApi.Features.Tests.Acoustics;

/// <summary>The stored values of Praat against ours.</summary>
public class PraatAgreementTests(ITestOutputHelper output)
{
    // Above it, what is left is rounding.
    private const double CleanHnr = 50;

    // A chord has no one pitch: Praat's own median moves between its notes with the time step.
    private const string Chord = "samples/chime.wav";

    public static TheoryData<string> Own => [.. PraatClip.Own.Select(clip => clip.Path)];

    [Theory]
    [MemberData(nameof(Own))]
    public void A_clip_of_the_repository_measures_as_in_Praat(string path)
    {
        PraatClip praat = PraatClip.Own.Single(clip => clip.Path == path);
        CryAcoustics ours = CryAcousticsMeter.Shared.Measure(WavFile.Read(Path.Combine(Repository.Root, path)));
        Assert.Equal(praat.F0MedianHz is null, ours.F0MedianHz is null);
        Assert.True(path == Chord || praat.F0MedianHz is null || HasSamePitch(praat, ours), $"{ours.F0MedianHz} Hz");
        Assert.True(HasSameHnr(praat, ours), $"{ours.HnrDb} dB");
        Assert.Equal(praat.VoicedFraction, ours.VoicedFraction!.Value, 0.02);
        Assert.Equal(praat.Bursts, ours.BurstCount);
        Assert.Equal(praat.BurstSeconds, ours.BurstCount!.Value * ours.BurstMeanSeconds!.Value, 0.05 * praat.BurstSeconds);
    }

    [Fact]
    public void Recorded_cries_measure_as_in_Praat()
    {
        string folder = RecordedCry.Folder();
        Assert.Equal(60, PraatClip.Recorded.Count);
        int pitch = 0, hnr = 0, voiced = 0, bursts = 0, sameBursts = 0, at20Db = 0;
        foreach (IGrouping<string, PraatClip> origin in PraatClip.Recorded.GroupBy(clip => clip.Origin))
        {
            (PraatClip Praat, CryAcoustics Ours)[] pairs =
                [.. origin.Select(clip => (clip, CryAcousticsMeter.Shared.Measure(RecordedCry.Read(folder, clip.Path))))];
            int samePitch = pairs.Count(pair => HasSamePitch(pair.Praat, pair.Ours));
            int sameHnr = pairs.Count(pair => HasSameHnr(pair.Praat, pair.Ours));
            pitch += samePitch;
            hnr += sameHnr;
            voiced += pairs.Count(pair => Math.Abs(pair.Ours.VoicedFraction!.Value - pair.Praat.VoicedFraction) <= 0.05);
            bursts += pairs.Count(pair => Math.Abs(pair.Ours.BurstCount!.Value - pair.Praat.Bursts) <= 1);
            sameBursts += pairs.Count(pair => pair.Ours.BurstCount == pair.Praat.Bursts);
            at20Db += pairs.Count(pair => Math.Abs(pair.Ours.BurstCount!.Value - pair.Praat.BurstsAt20Db) <= 1);
            output.WriteLine($"{origin.Key}: f0 {samePitch}, HNR {sameHnr} of {pairs.Length}");
        }
        output.WriteLine($"f0 {pitch}, HNR {hnr}, voiced {voiced}, bursts {bursts} ({sameBursts} the same), at -20 dB {at20Db} of 60");
        Assert.True(pitch >= 54, $"f0 of {pitch} within 3 %");
        Assert.True(hnr >= 54, $"HNR of {hnr} within 2 dB");
        Assert.True(voiced >= 54, $"voiced fraction of {voiced} within 0.05");

        // By our own threshold in Praat, then by one that is not ours, where 56 were within 1 when this was written.
        Assert.True(bursts >= 57, $"bursts of {bursts} within 1");
        Assert.True(sameBursts >= 51, $"bursts of {sameBursts} the same");
        Assert.True(at20Db >= 51, $"bursts of {at20Db} within 1 at -20 dB");
    }

    private static bool HasSamePitch(PraatClip praat, CryAcoustics ours) =>
        Math.Abs(ours.F0MedianHz!.Value / praat.F0MedianHz!.Value - 1) <= 0.03;

    private static bool HasSameHnr(PraatClip praat, CryAcoustics ours) =>
        Math.Abs(Math.Min(ours.HnrDb!.Value, CleanHnr) - Math.Min(praat.HnrMeanDb!.Value, CleanHnr)) <= 2;
}
