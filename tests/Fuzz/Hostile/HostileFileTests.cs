using System.Diagnostics;

namespace CryApi.Fuzz.Tests;

/// <summary>Files made by hand to hurt, through the running service: each is refused or borne, and none makes it look elsewhere.</summary>
[Collection(ServiceFixture.Collection)]
public class HostileFileTests(ServiceFixture fixture, ITestOutputHelper output) : IClassFixture<ServiceFixture>
{
    // One of them as raw bytes, one as a form; see FuzzClient.
    private static readonly int[] s_ways = [0, 7];

    // Some of them are as large as bodies may be, and arrays of that size stay in the service's pool for a while.
    private const long PooledBodies = 800L * 1024 * 1024;

    public static TheoryData<string> Names { get; } = [.. HostileFiles.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_or_borne(string name)
    {
        fixture.SkipUnlessRunning();
        using var bait = new Bait();
        var hostile = HostileFiles.All.Single(file => file.Name == name);
        var file = hostile.Make(bait);
        Assert.SkipWhen(file is null, "Its encoder is not installed.");
        string[] allowed = fixture.HasDecoder ? hostile.Allowed : [.. hostile.Allowed, .. HostileFiles.Refused];
        using (var client = fixture.CreateClient())
        {
            foreach (var way in s_ways)
            {
                var clock = Stopwatch.StartNew();
                var outcome = await client.SendAsync(file, way);
                output.WriteLine(FormattableString.Invariant($"{file.Length:N0} bytes: {outcome} in {clock.ElapsedMilliseconds} ms"));
                Assert.Contains(outcome, allowed);
            }
        }

        Assert.False(bait.IsTaken, "The file made the service read another file or call an address.");
        await fixture.ShouldBeCleanAsync(PooledBodies);
    }

    [Theory]
    [InlineData("gzip bomb", "gzip")]
    [InlineData("gzip of a WAV", "gzip")]
    [InlineData("brotli bomb", "br")]
    [InlineData("zlib bomb", "deflate")]
    public async Task Is_not_unpacked_on_the_way(string name, string encoding)
    {
        fixture.SkipUnlessRunning();
        using var bait = new Bait();
        using var client = fixture.CreateClient();
        Assert.Equal("415 unsupported_format", await client.SendAsync(HostileFiles.All.Single(file => file.Name == name).Make(bait)!, 0, encoding));
    }

    [Theory]
    [InlineData("HLS of a file", "-allowed_extensions ALL -protocol_whitelist file,crypto -i IN")]
    [InlineData("HLS behind an ID3 tag", "-skip_initial_bytes 10 -allowed_extensions ALL -protocol_whitelist file,crypto -f hls -i IN")]
    [InlineData("ffconcat", "-safe 0 -f concat -i IN")]
    [InlineData("QuickTime: alias of a file", "-enable_drefs 1 -use_absolute_path 1 -i IN")]
    public void A_careless_player_takes_the_bait(string name, string arguments)
    {
        using var bait = new Bait();
        Assert.SkipUnless(bait.ShowsReading, "This file system keeps no times of access.");
        var file = HostileFiles.All.Single(file => file.Name == name).Make(bait)!;
        try
        {
            MediaTool.Ffmpeg($"{arguments} -f null", file);
        }
        catch (EncoderMissingException exception)
        {
            Assert.Skip(exception.Message);
        }
        catch (InvalidOperationException)
        {
            // It may not like what it found.
        }

        Assert.True(bait.IsTaken, "The file is no trap at all.");
    }

    [Fact]
    public void The_bait_notices()
    {
        using var bait = new Bait();
        Assert.False(bait.IsTaken);
        using var socket = new System.Net.Sockets.TcpClient();
        socket.Connect(System.Net.IPEndPoint.Parse(bait.Host));
        Assert.True(bait.IsTaken);

        using var other = new Bait();
        Assert.SkipUnless(other.ShowsReading, "This file system keeps no times of access.");
        File.ReadAllBytes(other.File);
        Assert.True(other.IsTaken);
    }
}
