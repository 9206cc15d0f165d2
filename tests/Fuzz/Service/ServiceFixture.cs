using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryApi.Fuzz.Tests;

/// <summary>A service for the tests of one class, and what it looked like before them. Classes of the collection come one after the other.</summary>
public sealed partial class ServiceFixture : IAsyncLifetime
{
    /// <summary>Name of the collection; for its order only.</summary>
    public const string Collection = "The running service";

    // Steady requests first: buffers, pools and compiled code are there afterwards, and are no leak.
    private const int WarmUpRequests = 200;

    /// <summary>
    /// Bytes of memory that may be more after any number of small requests: a server's garbage collector gives memory back when it likes to, and
    /// it is given no reason to here.
    /// </summary>
    internal const long MemoryMargin = 200L * 1024 * 1024;

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("cryapi-fuzz-");
    private ServiceProcess? _service;
    private ProcessState? _before;

    internal ServiceProcess Service => _service ?? throw new InvalidOperationException("The service doesn't run.");

    /// <summary>After warm-up.</summary>
    internal ProcessState Before => _before ?? throw new InvalidOperationException("The service doesn't run.");

    internal FuzzClient CreateClient() => new(Service.Address);

    internal ProcessState State => ProcessState.Of(Service.Id, _temporary.FullName);

    public async ValueTask InitializeAsync()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return;
        _service = await ServiceProcess.StartAsync(new ServiceStart { Temporary = _temporary.FullName });
        HasDecoder = await AskForDecoderAsync();
        using (var client = CreateClient())
        {
            var warmUp = ServiceSeeds.All.Select(seed => seed.File).ToArray();
            await Parallel.ForAsync(0, WarmUpRequests, async (i, _) => await client.SendAsync(warmUp[i % warmUp.Length], i));
        }

        _before = await SettleAsync(state => state.Children.Count == 0 && state.Sockets <= 2);
    }

    /// <summary>Skips where there is no <c>/proc</c> to look at.</summary>
    internal void SkipUnlessRunning() => Assert.SkipWhen(_service is null, "The process is looked at as Linux shows it.");

    /// <summary>Whether it decodes other formats than WAV.</summary>
    internal bool HasDecoder { get; private set; }

    /// <summary>How often decoding processes ended how, as the service counts it.</summary>
    internal async Task<string> DecodersAsync()
    {
        using var client = new HttpClient { BaseAddress = Service.Address };
        var metrics = await client.GetStringAsync("/metrics");
        return string.Join(", ", DecoderRuns.Matches(metrics).Select(run => $"{run.Groups[1].Value} {run.Groups[2].Value}"));
    }

    [GeneratedRegex("""^cryapi_decoder_duration_seconds_count\{.*result="(\w+)".*\} (\d+)""", RegexOptions.Multiline)]
    private static partial Regex DecoderRuns { get; }

    /// <summary>Nothing of the requests may be left: no process, no open file, no temporary file, no memory to speak of.</summary>
    /// <param name="memoryMargin">Bytes of memory that it may have more of than after warm-up.</param>
    internal async Task<ProcessState> ShouldBeCleanAsync(long memoryMargin = MemoryMargin)
    {
        Assert.True(Service.IsRunning, "The service ended.");
        Assert.True(Service.Complaints.Count == 0, string.Join('\n', Service.Complaints.Take(20)));
        // A decoder that crashes is told as a damaged file, and so it is; but somebody must look at it.
        Assert.DoesNotContain("crashed", await DecodersAsync());
        Assert.DoesNotContain("failed", await DecodersAsync());
        var before = Before;
        var after = await SettleAsync(state => state.Children.Count == 0 && state.Sockets <= before.Sockets
            && !New(state.OpenFiles, before.OpenFiles).Any() && !New(state.TemporaryFiles, before.TemporaryFiles).Any()
            && state.ResidentBytes <= before.ResidentBytes + memoryMargin);
        Assert.Empty(after.Children);
        Assert.Empty(New(after.OpenFiles, before.OpenFiles));
        Assert.Empty(New(after.TemporaryFiles, before.TemporaryFiles));
        Assert.InRange(after.Sockets, 0, before.Sockets);
        Assert.InRange(after.ResidentBytes, 0, before.ResidentBytes + memoryMargin);
        return after;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        _temporary.Delete(recursive: true);
    }

    private async Task<bool> AskForDecoderAsync()
    {
        using var client = new HttpClient { BaseAddress = Service.Address };
        using var ready = JsonDocument.Parse(await client.GetStringAsync("/health/ready"));
        return ready.RootElement.GetProperty("decoder").GetProperty("available").GetBoolean();
    }

    // Connections take a moment to close, and the collector to collect.
    private async Task<ProcessState> SettleAsync(Func<ProcessState, bool> isSettled)
    {
        var state = State;
        for (var tries = 0; tries < 1_000 && !isSettled(state); tries++)
        {
            await Task.Delay(20);
            state = State;
        }

        return state;
    }

    private static IEnumerable<string> New(IReadOnlyList<string> after, IReadOnlyList<string> before)
    {
        var known = before.CountBy(name => name).ToDictionary();
        return after.CountBy(name => name).Where(name => name.Value > known.GetValueOrDefault(name.Key)).Select(name => name.Key);
    }
}
