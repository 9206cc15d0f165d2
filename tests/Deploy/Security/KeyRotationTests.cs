using System.Net;

namespace CryApi.Deploy.Tests;

/// <summary>Keys that change, and files that break, under a service that runs.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // Several looks at the file.
    private static readonly TimeSpan s_while = TimeSpan.FromSeconds(1);

    private readonly ProgramCopy _program = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Keys => Path.Combine(_program.Folder, "keys.json");

    public void Dispose() => _program.Dispose();

    /// <param name="reloads">Whether the framework reads its settings again, as it does by default elsewhere.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_are_rotated_and_nothing_that_breaks_opens_the_service_or_shuts_or_ends_it(bool reloads)
    {
        Write(Keys, KeyFile.Of("first"));
        await using var service = await ServiceProcess.StartAsync(new ServiceStart
        {
            Folder = _program.Folder,
            Settings =
            [
                $"ApiKeys:File={Keys}", "ApiKeys:ReloadSeconds=0.1", $"Models:Path={Repository.Models}",
                .. reloads ? (string[])["hostBuilder:reloadConfigOnChange=true"] : [],
            ],
        });
        await ShouldOpenToAsync(service, "first", notTo: "second");

        Write(Keys, KeyFile.Of("second"));
        await UntilAsync(async () => await AskAsync(service, "second") == HttpStatusCode.OK);
        await ShouldOpenToAsync(service, "second", notTo: "first");

        foreach (var broken in new[] { "{", """{ "Keys": [] }""", KeyFile.Of("third", "third") })
        {
            var before = Errors(service);
            Write(Keys, broken);
            await UntilAsync(() => Task.FromResult(Errors(service) > before));
            await Task.Delay(s_while, Stop);
            Assert.Equal(before + 1, Errors(service));
            await ShouldOpenToAsync(service, "second", notTo: "third");
        }

        // Settings that contradict themselves, and that tell by more lines that they were read; then no JSON at all; then nothing.
        Write(_program.Settings, """
            { "Logging": { "LogLevel": { "Microsoft.AspNetCore": "Information" } }, "Limits": { "MaxInFlight": -5 }, "RateLimit": { "Burst": 5 },
              "ApiKeys": { "Keys": [ { "Name": "", "Sha256": "none" } ], "ReloadSeconds": "never" } }
            """);
        if (reloads)
        {
            await UntilAsync(async () =>
            {
                await AskAsync(service, "second");
                return service.Log.Any(line => line.Contains("Request starting", StringComparison.Ordinal));
            });
        }

        await ShouldOpenToAsync(service, "second", notTo: "third");
        Write(_program.Settings, "{ \"Logging\": ");
        await Task.Delay(s_while, Stop);
        await ShouldOpenToAsync(service, "second", notTo: "third");
        File.Delete(_program.Settings);
        await Task.Delay(s_while, Stop);
        await ShouldOpenToAsync(service, "second", notTo: "third");

        Write(Keys, KeyFile.Of("third"));
        await UntilAsync(async () => await AskAsync(service, "third") == HttpStatusCode.OK);
        await ShouldOpenToAsync(service, "third", notTo: "second");
        Assert.True(service.IsRunning);
    }

    private static int Errors(ServiceProcess service) => service.Log.Count(line => line.Contains("\"Error\"", StringComparison.Ordinal));

    /// <summary>Never half a file, as a careful operator does it.</summary>
    private static void Write(string path, string content)
    {
        File.WriteAllText(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static async Task ShouldOpenToAsync(ServiceProcess service, string key, string notTo)
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(service, notTo));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(service, null));
    }

    private static async Task<HttpStatusCode> AskAsync(ServiceProcess service, string? key)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return (await client.GetAsync("/models", Stop)).StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var late = new CancellationTokenSource(s_patience);
        while (!await condition())
            await Task.Delay(50, late.Token);
    }
}
