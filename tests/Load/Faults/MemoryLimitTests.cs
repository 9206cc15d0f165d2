namespace CryApi.Load.Tests;

/// <summary>Little memory and many large bodies.</summary>
public sealed class MemoryLimitTests(ITestOutputHelper output)
{
    private const long Mebibyte = 1024 * 1024;

    // 300 s of 48 kHz stereo are 57.6 MB, just below the limit for a body; one clip of 400 s is above it.
    private const int Rate = 48_000;
    private const double MonoSecondsOf300 = 1_800;
    private const double MonoSecondsOf400 = 2_400;

    // An operator has to know that memory was short, so this is an error in the log; the request itself gets a 503.
    private const string ShortOfMemory = "\"Exception\":\"System.OutOfMemoryException";

    private static readonly Lazy<RequestDeck> s_large = new(() => new RequestDeck(
    [
        Clip("/detect", MonoSecondsOf300, 300), Clip("/analyze", MonoSecondsOf300, 300), Clip("/detect", MonoSecondsOf400, 0),
        .. RequestMix.Wavs.Requests,
    ], 5));

    [Fact]
    public Task A_limit_for_the_collector_s_heap_sheds_and_does_not_kill() => RunAsync(15, "Memory: `DOTNET_GCHeapHardLimit` of 256 MiB", new ServiceStart
    {
        Environment = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = FormattableString.Invariant($"0x{256 * Mebibyte:X}") },
    });

    [Fact]
    public async Task A_limit_for_the_control_group_sheds_and_does_not_kill()
    {
        const string title = "Memory: a control group of 600 MiB";
        using var group = ControlGroup.OfMemory(600 * Mebibyte, out var reason);
        Report.SkipWhen(16, title, group is null, reason);
        await RunAsync(16, title, new ServiceStart { Wrapper = group!.Wrapper }, group);
    }

    private async Task RunAsync(int order, string title, ServiceStart how, ControlGroup? group = null)
    {
        var deck = s_large.Value;

        // The answers to compare with, of a service with memory enough.
        if (deck.Requests.Any(request => request.Expected is null))
            await (await LoadBench.StartAsync(deck)).DisposeAsync();

        await using var bench = await LoadBench.StartAsync(RequestMix.Wavs, how);
        using var client = new LoadClient(bench.Address);
        await using var watch = new ServiceWatch(bench.Service.Id, TimeSpan.FromSeconds(0.2));
        var run = await new ClosedLoop(8).RunAsync("large bodies", client, deck, LoadScale.Seconds(60, 1));

        var section = new Section(order, title)
            .Say($"Eight clients with bodies of 58, 77 and 0.2 MB; at most {watch.Memory.Max(point => point.Total):F0} MB resident.")
            .MustKeepContract(run, sample => sample.Answer.Outcome == "504 timeout")
            .Must("some are served", $"{run.Count(answer => answer.IsGood)} of {run.Samples.Count}", run.Count(answer => answer.IsGood) > 0);
        if (group is not null)
            section.Must("the kernel killed nothing", $"{group.Kills}", group.Kills == 0);
        var after = await section.MustRecoverAsync(bench, RequestMix.Wavs);
        var complaints = bench.Service.Complaints.ToLookup(line => line.Contains(ShortOfMemory, StringComparison.Ordinal));
        var (ranOut, shed) = (complaints[true].Count(), run.Count(answer => answer.IsShed));
        section.Runs(run, after)
            .Must("what was logged as an error for want of memory was shed", $"{ranOut} errors, {shed} shed", ranOut <= shed)
            .MustNotComplain([.. complaints[false]], "nothing else logged as an error")
            .Finish(output);
    }

    private static LoadRequest Clip(string path, double monoSeconds, double seconds) => new(
        FormattableString.Invariant($"{path[1..]} a large WAV of {monoSeconds / 6:F0} s"), path,
        ClipLibrary.Wav("scene.wav", monoSeconds, Rate, channels: 2), "audio/wav", seconds);
}
