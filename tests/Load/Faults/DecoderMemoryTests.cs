using System.Net;

namespace CryApi.Load.Tests;

/// <summary>
/// Files that are made to take memory, in a container as the chart has it by default. From Kubernetes 1.28 on a container that goes beyond its memory is
/// killed as a whole, so that nothing may be.
/// </summary>
public sealed class DecoderMemoryTests(ITestOutputHelper output)
{
    private const string Title = "Memory: files that are made to take it, in 768 MiB";
    private const int Order = 19;
    private const long Mebibyte = 1024 * 1024;

    // A decoder keeps 24 bytes for each: more than it may have, and nearly all of that.
    private static readonly uint[] s_packets = [30_000_000, 8_200_000];

    // What the chart makes of a core and 768 MiB: a test of the chart holds the figures.
    private static readonly Dictionary<string, string> s_environment = new()
    {
        ["DOTNET_PROCESSOR_COUNT"] = "1",
        ["DOTNET_GCHeapHardLimit"] = "17D8F200",
        ["Limits__MaxConcurrency"] = "1",
        ["Limits__MaxBytesInFlight"] = "201326592",
        ["Audio__DecoderMemoryBytes"] = "201326592",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_is_sent_is_more_than_a_container_holds()
    {
        Report.SkipWhen(Order, Title, !File.Exists(Path.Combine(Repository.Root, "artifacts", "ffmpeg", "ffmpeg")), "The minimal decoder isn't built: tools/build-ffmpeg.sh.");
        using var group = ControlGroup.OfMemory(768 * Mebibyte, out var reason);
        Report.SkipWhen(Order, Title, group is null, reason);
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Wrapper = group!.Wrapper, Environment = s_environment });
        await using var watch = new ServiceWatch(service.Id, TimeSpan.FromSeconds(0.05));
        using var client = new HttpClient();
        byte[] large = LongAiff.Of(590, 55_000);
        byte[][] files = [large, .. s_packets.Select(ManySamples.Of), large, ManySamples.Of(s_packets[1])];

        var statuses = new List<HttpStatusCode>();
        var rounds = LoadScale.Count(12, 3);
        for (var round = 0; round < rounds; round++)
            statuses.AddRange(await Task.WhenAll(files.Select(file => AskAsync(client, service, file))));
        var honest = await AskAsync(client, service, await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "samples", "cry.wav"), Stop));
        HttpStatusCode[] told = [HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.ServiceUnavailable];
        new Section(Order, Title)
            .Say($"{rounds} times five at once: AIFFs of {large.Length / 1e6:F0} MB, and files of 5 kB that say 30 and 8 million packets; service and decoders had at most {watch.Memory.Max(point => point.Total):F0} MB.")
            .Must("each is told what it is, or to come again", $"{string.Join(", ", statuses.CountBy(status => (int)status).Select(pair => $"{pair.Value} × {pair.Key}"))}", statuses.All(told.Contains))
            .Must("large ones are among the answered", $"{statuses.Count(status => status == HttpStatusCode.OK)}", statuses.Contains(HttpStatusCode.OK))
            .Must("the kernel killed nothing", $"{group.Kills}", group.Kills == 0)
            .Must("an honest file gets its answer", $"{honest}", honest == HttpStatusCode.OK)
            .Finish(output);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, ServiceProcess service, byte[] file)
    {
        using var answer = await client.PostAsync(new Uri(service.Address, "/analyze"), new ByteArrayContent(file), Stop);
        return answer.StatusCode;
    }
}
