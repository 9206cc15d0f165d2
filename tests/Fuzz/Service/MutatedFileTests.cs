using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CryApi.Fuzz.Tests;

/// <summary>Mutated files of every format, from several clients at once: a documented answer to each, and nothing left behind.</summary>
[Collection(ServiceFixture.Collection)]
public class MutatedFileTests(ServiceFixture fixture, ITestOutputHelper output) : IClassFixture<ServiceFixture>
{
    private const int Clients = 6;
    private const int MostFailuresKept = 20;

    private readonly Dictionary<string, Tally> _tallies = ServiceSeeds.All.ToDictionary(seed => seed.Name, _ => new Tally());
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Mutator _mutator = new([.. ServiceSeeds.All.Select(seed => seed.File)]);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    [Fact]
    public async Task Every_seed_is_a_good_file()
    {
        fixture.SkipUnlessRunning();
        using var client = fixture.CreateClient();
        var outcomes = new List<string>();
        foreach (var (name, file) in ServiceSeeds.All)
        {
            // Without a decoder all but WAV are refused.
            var outcome = await client.SendAsync(file, 0);
            if (outcome != "200" && (outcome != "415 unsupported_format" || fixture.HasDecoder))
                outcomes.Add($"{name}: {outcome}");
        }

        Assert.Equal([], outcomes);
    }

    [Fact]
    public async Task Every_mutant_gets_a_documented_answer()
    {
        fixture.SkipUnlessRunning();
        output.WriteLine($"Before: {fixture.Before}");
        await using (var watch = new Watch(fixture))
        {
            // Number by number, so that a run that is cut short has tried as many of every format.
            var formats = ServiceSeeds.All.Count;
            using (var client = fixture.CreateClient())
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = TestContext.Current.CancellationToken };
                await Parallel.ForAsync(0, FuzzScale.Files * formats, options, async (i, _) =>
                    await TryAsync(client, i % formats, FuzzScale.First + (i / formats)));
            }

            output.WriteLine($"Largest: {watch}");
        }

        foreach (var (name, tally) in _tallies)
            output.WriteLine($"| {name} | {tally} |");
        output.WriteLine(Rate());
        Assert.True(_failures.IsEmpty, string.Join('\n', _failures));
        Assert.All(_tallies.Values, tally => Assert.Equal(FuzzScale.Files, tally.Total));
        output.WriteLine($"Decoders: {await fixture.DecodersAsync()}");
        output.WriteLine($"After: {await fixture.ShouldBeCleanAsync()}");
    }

    private async Task TryAsync(FuzzClient client, int format, int number)
    {
        var (name, _) = ServiceSeeds.All[format];
        var file = _mutator.Mutate(format, number);
        try
        {
            var outcome = await client.SendAsync(file, number);
            _tallies[name].Add(outcome);

            // There are fewer clients than it lets in: nothing but a file can be the reason.
            if (outcome.StartsWith("503", StringComparison.Ordinal) && _failures.Count < MostFailuresKept)
                _failures.Enqueue(Repeatable.Describe(name, number, file, outcome));
        }
        catch (BrokenContractException exception)
        {
            _tallies[name].Add("broken");
            if (_failures.Count < MostFailuresKept)
                _failures.Enqueue(Repeatable.Describe(name, number, file, exception.Message));
            Assert.True(fixture.Service.IsRunning, $"The service ended. {_failures.FirstOrDefault()}");
        }

        if (format == 0 && number % 250 == 249)
            output.WriteLine(Rate());
    }

    private string Rate()
    {
        var (count, seconds) = (_tallies.Values.Sum(tally => tally.Total), _clock.Elapsed.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture,
            $"{count:N0} files in {seconds:F0} s, {count / seconds:F0} a second; {_failures.Count} broken; {fixture.State}");
    }
}
