using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>Each reason for which the service refuses a file is told in words, with what to do.</summary>
public sealed class RefusedFileTests(RealService service)
{
    /// <summary>What the file is, the title and the advice.</summary>
    public static TheoryData<string, string, string> Files { get; } = new()
    {
        { "nothing", "The file is empty", "Choose another file." },
        { "noise", "This is no sound that the server can read", "Choose a sound file, or a film with sound." },
        { "half a file", "The file is cut off", "Copy or record it again." },
        { "a file of 0 Hz", "The file is damaged", "Copy or record it again." },
        { "10 ms", "The recording is too short", "Record at least 0.1 s" },
        { "1 kHz", "The sample rate is not supported", "Save the recording with 4 to 192 kHz." },
        { "65 channels", "The recording has too many channels", "At most 64 are taken." },
        { "a film without sound", "There is no sound in this file", "Choose a file with a sound track." },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_cannot_be_used_is_told(string what, string title, string advice)
    {
        Assert.SkipWhen(what.StartsWith("a film", StringComparison.Ordinal) && !await service.DecodesWebMAsync(), "The service has no decoder for films.");
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.ChooseAsync(what, Make(what));
        await visit.ShouldSayAsync(title);
        await visit.ShouldSayAsync(advice);
        await visit.ShouldSayAsync("The server says: ");
        await visit.ShouldSayAsync("For support: ");
        await Assertions.Expect(visit.Page.Locator("#said")).ToContainTextAsync($"{what}: {title}");
    }

    [Fact]
    public async Task A_recording_that_is_too_long_is_told_with_the_limit()
    {
        await using var other = new ConfiguredService("Limits:MaxDurationSeconds=3");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.ShouldSayAsync("The recording is too long");
        await visit.ShouldSayAsync("At most 0.05 minutes are taken");
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_told()
    {
        await using var other = new ConfiguredService("Limits:RequestTimeoutSeconds=0.01");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.ChooseAsync("minutes.wav", Sounds.OfSeconds(300));
        await visit.ShouldSayAsync("It took too long");
        await visit.ShouldSayAsync("Send a shorter recording, or try again.");
    }

    [Fact]
    public async Task A_connection_that_is_too_slow_is_told()
    {
        await using var other = new ConfiguredService("Limits:BodyTimeoutSeconds=1");
        await using var visit = await Visit.StartAsync(other.Start());
        await Assertions.Expect(visit.Page.Locator("#formats")).ToContainTextAsync("formats");
        await visit.SlowDownAsync(bytesPerSecond: 200_000);
        await visit.ChooseAsync("minutes.wav", Sounds.OfSeconds(60));
        await visit.ShouldSayAsync("Sending took too long");
        await visit.ShouldSayAsync("Try again on a better connection, or send a shorter recording.");
    }

    private static byte[] Make(string what) => what switch
    {
        "nothing" => [],
        "noise" => RandomNumberGenerator.GetBytes(4_096),
        "half a file" => Sounds.Cry[..50_000],
        "a file of 0 Hz" => Sounds.With(wav => BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), 0)),
        "10 ms" => Sounds.OfSeconds(0.01),
        "1 kHz" => Sounds.With(wav => BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), 1_000)),
        "65 channels" => Sounds.With(wav =>
        {
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 65);
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 130);
        }),
        "a film without sound" => Sounds.Encoded(
            () => MediaTool.Ffmpeg("-f lavfi -i testsrc=size=64x64:rate=5 -t 2 -c:v mpeg4 -f mp4", Sounds.Cry)),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
