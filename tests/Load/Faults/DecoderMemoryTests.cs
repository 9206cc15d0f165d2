using System.Net;

namespace CryApi.Load.Tests;

/// <summary>
/// Files that are made to take a decoder's memory, in a container as the chart has it by default. From Kubernetes 1.28 on a container that goes beyond its
/// memory is killed as a whole, so that nothing may be.
/// </summary>
public sealed class DecoderMemoryTests(ITestOutputHelper output)
{
    private const string Title = "Memory: files that are made to take a decoder's, in 768 MiB";
    private const int Order = 19;
    private const long Mebibyte = 1024 * 1024;
    private const uint Packets = 30_000_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decoder_ends_before_the_container_does()
    {
        Report.SkipWhen(Order, Title, !File.Exists(Path.Combine(Repository.Root, "artifacts", "ffmpeg", "ffmpeg")), "The minimal decoder isn't built: tools/build-ffmpeg.sh.");
        using var group = ControlGroup.OfMemory(768 * Mebibyte, out var reason);
        Report.SkipWhen(Order, Title, group is null, reason);
        await using var service = await ServiceProcess.StartAsync(new ServiceStart
        {
            Wrapper = group!.Wrapper,
            Environment = new Dictionary<string, string>
            {
                ["Audio__DecoderMemoryBytes"] = FormattableString.Invariant($"{192 * Mebibyte}"), ["Limits__MaxConcurrency"] = "1", ["DOTNET_PROCESSOR_COUNT"] = "1",
            },
        });
        await using var watch = new ServiceWatch(service.Id, TimeSpan.FromSeconds(0.05));
        using var client = new HttpClient();
        var hostile = ManySamples.Of(Packets);
        var statuses = new List<HttpStatusCode>();
        for (var round = 0; round < 2; round++)
            statuses.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(client, service, hostile))));
        var honest = ClipLibrary.Make("m4a-aac", 7, 0) is { } clip ? await AskAsync(client, service, clip) : HttpStatusCode.OK;
        new Section(Order, Title)
            .Say($"A file of {hostile.Length:N0} bytes that says {Packets:N0} packets, eight times, four at once; service and decoders had at most {watch.Memory.Max(point => point.Total):F0} MB.")
            .Must("each is told to be damaged", $"{string.Join(", ", statuses.Distinct())}", statuses.All(status => status == HttpStatusCode.UnprocessableEntity))
            .Must("the kernel killed nothing", $"{group.Kills}", group.Kills == 0)
            .Must("an honest file gets its answer", $"{honest}", honest == HttpStatusCode.OK)
            .Finish(output);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, ServiceProcess service, byte[] file)
    {
        using var answer = await client.PostAsync(new Uri(service.Address, "/detect"), new ByteArrayContent(file), Stop);
        return answer.StatusCode;
    }
}
