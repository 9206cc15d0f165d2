using System.Collections.Concurrent;
using System.Text.Json;

namespace CryApi.Deploy.Tests;

/// <summary>What clients send does not get into the log, and what little may does not break it.</summary>
public sealed class LogInjectionTests
{
    [Fact]
    public async Task At_the_default_level_no_byte_of_a_client_is_logged_but_its_request_id_made_safe()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart());
        await AttackAsync(service);

        Assert.All(service.Log, line => Assert.Equal(JsonValueKind.Object, Parse(line).ValueKind));
        Assert.DoesNotContain(service.Log, line => line.Contains(HostileRequests.Marker, StringComparison.OrdinalIgnoreCase));

        // As a value, and in the text of a scope.
        foreach (var text in service.Log.SelectMany(line => Texts(Parse(line))))
            Assert.DoesNotContain(HostileRequests.IdMarker, text.Replace(HostileRequests.SafeId, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(service.Complaints);
    }

    [Fact]
    public async Task Even_when_everything_is_logged_each_line_is_one_object_and_our_own_lines_hold_nothing_of_a_client()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart
        {
            Settings = ["Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace"],
        });
        await AttackAsync(service);

        var lines = service.Log.Select(Parse).ToArray();
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, line.ValueKind));

        // The framework's own lines hold them, so that they would be seen in ours.
        Assert.Contains(service.Log, line => line.Contains(HostileRequests.Marker, StringComparison.Ordinal));
        foreach (var line in lines.Where(line => line.GetProperty("Category").GetString()!.StartsWith("CryApi", StringComparison.Ordinal)))
        {
            foreach (var part in new[] { "Message", "State", "Exception" }.Where(part => line.TryGetProperty(part, out _)))
                Assert.DoesNotContain(HostileRequests.Marker, line.GetProperty(part).ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task AttackAsync(ServiceProcess service)
    {
        var sender = new HostileSender(service.Address);
        var answers = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(HostileRequests.All, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (request, _) =>
        {
            var status = await sender.SendAsync(request);
            Assert.True(status is 0 or (>= 200 and < 500), $"{status} to {request}");
            answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        });

        // Most were read whole, and not only by the server's own parser.
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", answers.OrderBy(answer => answer.Key)));
        Assert.True(answers.GetValueOrDefault(0) < 100 && answers.Count > 3, string.Join(", ", answers));
        using var client = new HttpClient { BaseAddress = service.Address };
        Assert.True((await client.GetAsync("/health/ready")).IsSuccessStatusCode);
        Assert.True(service.IsRunning);
    }

    private static JsonElement Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(line);
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"No JSON: {line}");
        }
    }

    /// <summary>Every string in it.</summary>
    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value).Append(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
