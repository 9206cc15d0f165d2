using CryApi.Audio.Tests;

namespace CryApi.Browser.Tests;

/// <summary>A baby's cry in front of a browser's microphone, in every container that its MediaRecorder writes.</summary>
public sealed class CryRecordingTests(CryRecordingTests.Cry recording) : IClassFixture<CryRecordingTests.Cry>
{
    private const int Timeslice = 250;

    private const string Opus = "audio/webm;codecs=opus";

    private static readonly TakeRequest Paused = new(Opus, PauseMs: 1500);

    /// <summary>MIME type, part length, container and codec. Debian's Chromium writes no OGG and no AAC; other browsers do.</summary>
    public static TheoryData<string, int?, string, string> Kinds { get; } = new()
    {
        { "", null, "webm", "opus" },
        { "", Timeslice, "webm", "opus" },
        { Opus, null, "webm", "opus" },
        { Opus, Timeslice, "webm", "opus" },

        // PCM is not allowed in WebM: Chromium writes another DocType, whatever the MIME type says.
        { "audio/webm;codecs=pcm", null, "matroska", "pcm_f32le" },
        { "audio/webm;codecs=pcm", Timeslice, "matroska", "pcm_f32le" },
        { "audio/ogg;codecs=opus", Timeslice, "ogg", "opus" },
        { "audio/mp4;codecs=opus", null, "mp4", "opus" },
        { "audio/mp4;codecs=opus", Timeslice, "mp4", "opus" },
        { "audio/mp4;codecs=mp4a.40.2", Timeslice, "mp4", "aac" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_recorded_cry_is_heard(string mimeType, int? timeslice, string container, string codec)
    {
        var take = recording.Take(new(mimeType, timeslice));
        foreach (var asForm in (bool[])[false, true])
        {
            var answer = await recording.AnalyzeAsync(take, asForm);
            answer.ShouldDescribe(take, container, codec);
            Assert.True((bool)answer["detection"]!["isCry"]!);
            Assert.Contains((string)answer["outcome"]!, (string[])["cry", "cry_type_uncertain"]);
        }
    }

    [Fact]
    public async Task Ffmpeg_reads_as_many_samples_in_every_take()
    {
        recording.Take(Paused);
        Ffmpeg.SkipUnlessPresent();
        foreach (var take in recording.Takes)
        {
            var audio = (await recording.AnalyzeAsync(take, asForm: false))["audio"]!;
            var samples = Ffmpeg.DecodeToMono(await recording.ReadAsync(take), (int)audio["channels"]!);
            Assert.Equal(samples.Length / (double)audio["sampleRate"]!, (double)audio["durationSeconds"]!, AnswerChecks.Packet);
        }
    }

    [Fact]
    public async Task A_recording_in_parts_is_a_stream_that_tells_no_duration()
    {
        var take = recording.Take(new(Opus, Timeslice));
        Assert.InRange(take.Parts, 5, 50);
        var head = (await recording.ReadAsync(take))[..512];

        // Matroska: the segment and the first cluster have an unknown size, and the element Duration (an 8-byte float) is missing.
        Assert.True(Holds(head, 0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF));
        Assert.True(Holds(head, 0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF));
        Assert.False(Holds(head, 0x44, 0x89, 0x88));
    }

    [Fact]
    public async Task A_pause_is_no_part_of_the_recording()
    {
        var take = recording.Take(Paused);
        (await recording.AnalyzeAsync(take, asForm: false)).ShouldDescribe(take, "webm", "opus");
    }

    private static bool Holds(byte[] head, params byte[] element) => head.AsSpan().IndexOf(element) >= 0;

    /// <summary>All takes of the cry.</summary>
    public sealed class Cry(RealService service)
        : Recording(service, "cry", [.. Kinds.Select(row => new TakeRequest(row.Data.Item1, row.Data.Item2)), Paused]);
}
