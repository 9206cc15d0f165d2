using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CryApi.Fuzz.Tests;

/// <summary>Clients that go away: while they send, while the file is decoded, while it is analysed.</summary>
[Collection(ServiceFixture.Collection)]
public class AbandonedRequestTests(ServiceFixture fixture, ITestOutputHelper output) : IClassFixture<ServiceFixture>
{
    private const int PerFormat = 6;
    private const int Clients = 4;

    // A minute of sound, so that decoding and analysis last long enough to be left.
    private static readonly string[] s_formats = ["m4a-aac", "mp3", "ogg-opus", "flac", "3gp-amr-nb", "mp4-fragmented", "webm-vorbis"];

    [Fact]
    public async Task Nothing_goes_on_for_a_client_that_is_gone()
    {
        fixture.SkipUnlessRunning();
        var wav = MinuteOfCry();
        byte[][] files = [wav, .. s_formats.Select(name => EncodedClip.Named(name).Encode(wav)).OfType<byte[]>()];
        var mutator = new Mutator(files);
        await using (var watch = new Watch(fixture))
        {
            await Parallel.ForAsync(0, files.Length * PerFormat, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, _) =>
            {
                var file = i % 3 == 2 ? mutator.Mutate(i % files.Length, i) : files[i % files.Length];
                await LeaveAsync(file, new Random(i));
            });
            output.WriteLine($"Largest: {watch}");
        }

        output.WriteLine($"After: {await fixture.ShouldBeCleanAsync()}");
        using var client = fixture.CreateClient();
        Assert.Equal("200", await client.SendAsync(ServiceSeeds.Wav, 0));
    }

    private async Task LeaveAsync(byte[] file, Random random)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(fixture.Service.Address.Host, fixture.Service.Address.Port);
        var head = string.Create(CultureInfo.InvariantCulture, $"POST /analyze HTTP/1.1\r\nHost: fuzz\r\nContent-Length: {file.Length}\r\n\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes(head));
        var sent = random.Next(4) == 0 ? random.Next(file.Length + 1) : file.Length;
        for (var done = 0; done < sent;)
            done += await socket.SendAsync(file.AsMemory(done, sent - done));
        await Task.Delay(random.Next(120));
        // A reset half of the time, else the orderly end of a connection.
        if (random.Next(2) == 0)
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    private static byte[] MinuteOfCry()
    {
        var cry = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));
        return Audio.Tests.WavBytes.Of(1, 16, 1, [.. Enumerable.Repeat(cry[44..], 9).SelectMany(samples => samples)]).Build();
    }
}
