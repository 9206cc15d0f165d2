namespace CryApi.Deploy.Tests.Chart;

/// <summary>Threads, requests at once, memory for bodies and the time to stop follow from resources and options.</summary>
public sealed class DerivationTests
{
    private const long Mebibyte = 1_048_576;

    [Theory]
    [InlineData("limits: { cpu: '1', memory: 1Gi }", 1)]
    [InlineData("limits: { cpu: 2, memory: 1Gi }", 2)]
    [InlineData("limits: { cpu: 1500m, memory: 1Gi }", 2)]
    [InlineData("limits: { cpu: 250m, memory: 1Gi }, requests: { cpu: 100m }", 1)]
    [InlineData("limits: { cpu: '4.0', memory: 2Gi }", 4)]
    [InlineData("limits: { cpu: null, memory: 2Gi }, requests: { cpu: '3' }", 3)]
    public void As_many_requests_at_once_as_processors(string resources, int processors)
    {
        var environment = Renderer.Render($"resources: {{ {resources} }}").Environment;
        Assert.Equal(($"{processors}", $"{processors}"), (environment["DOTNET_PROCESSOR_COUNT"], environment["Limits__MaxConcurrency"]));
        Assert.Equal("1", environment["Models__IntraOpThreads"]);
    }

    [Fact]
    public void A_number_that_is_given_holds() =>
        Assert.Equal("7", Renderer.Render("options: { Limits: { MaxConcurrency: 7 } }\nresources: { limits: { memory: 2Gi } }").Environment["Limits__MaxConcurrency"]);

    [Theory]
    [InlineData("768Mi", 192 * Mebibyte)]
    [InlineData("1Gi", 192 * Mebibyte)]
    [InlineData("2Gi", 384 * Mebibyte)]
    [InlineData("1.5Gi", 288 * Mebibyte)]
    [InlineData("2000000000", 375_000_000)]
    [InlineData("2G", 375_000_000)]
    public void Bodies_get_a_share_of_the_memory_and_three_of_the_largest_at_least(string memory, long bytes) =>
        Assert.Equal($"{bytes}", Renderer.Render($"resources: {{ limits: {{ memory: {memory} }} }}").Environment["Limits__MaxBytesInFlight"]);

    [Theory]
    [InlineData("resources: { limits: { memory: 768Mi } }", 192)]
    [InlineData("resources: { limits: { cpu: 2, memory: 1Gi } }", 128)]
    [InlineData("resources: { limits: { memory: 8Gi } }", 1024)]
    [InlineData("resources: { limits: { memory: 1Gi } }\noptions: { Audio: { DecoderMemoryBytes: 167772160 } }", 160)]
    public void A_decoder_gets_a_share_that_leaves_room_for_the_service(string values, int mebibytes) =>
        Assert.Equal($"{mebibytes * Mebibyte}", Renderer.Render(values).Environment["Audio__DecoderMemoryBytes"]);

    [Theory]
    [InlineData("resources: { limits: { memory: 768Mi } }", "17D8")]
    [InlineData("resources: { limits: { cpu: 2, memory: 2Gi } }", "4FD8")]
    public void The_heap_gets_what_decoders_and_the_rest_leave(string values, string digits) =>
        Assert.StartsWith(digits, Renderer.Render(values).Environment["DOTNET_GCHeapHardLimit"], StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", 165)]
    [InlineData("options: { Shutdown: { DrainSeconds: 0.5 }, Limits: { BodyTimeoutSeconds: 20, RequestTimeoutSeconds: 10 } }", 36)]
    public void A_pod_has_the_time_that_nothing_exceeds(string values, int seconds) =>
        Assert.Equal(seconds, (int)Renderer.Render(values).Pod["spec"]!["terminationGracePeriodSeconds"]!);

    [Theory]
    [InlineData("endpoint: 'http://collector:4317'", 4317)]
    [InlineData("endpoint: 'https://collector.example.com:4318/path'", 4318)]
    [InlineData("endpoint: 'http://collector'", 80)]
    [InlineData("endpoint: 'https://collector.example.com/path'", 443)]
    [InlineData("endpoint: 'http://collector:80', port: 14317", 14317)]
    [InlineData("endpoint: 'http://[fd00::1]:4317'", 4317)]
    [InlineData("endpoint: 'https://[fd00::1]/v1'", 443)]
    public void The_way_to_the_collector_is_open(string telemetry, int port) =>
        Assert.Equal(port, (int)Renderer.Render($"telemetry: {{ {telemetry} }}").The("NetworkPolicy")["spec"]!["egress"]![1]!["ports"]![0]!["port"]!);

    [Fact]
    public void Options_become_the_environment_that_the_service_reads()
    {
        var environment = Renderer.Render(
            "options: { Limits: { MaxDurationSeconds: 0.5, MaxBodyBytes: 10000000 }, Cors: { Origins: [https://a.example, https://b.example] }, Server: { Page: false } }").Environment;
        Assert.Equal(
            ("0.5", "10000000", "https://a.example", "https://b.example", "false"),
            (environment["Limits__MaxDurationSeconds"], environment["Limits__MaxBodyBytes"], environment["Cors__Origins__0"], environment["Cors__Origins__1"], environment["Server__Page"]));
    }
}
