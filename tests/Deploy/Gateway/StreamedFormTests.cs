using System.Net;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>A large form goes into memory as it comes, and nowhere else.</summary>
[Collection(GatewayService.Collection)]
public sealed class StreamedFormTests(GatewayService service)
{
    private const int Pieces = 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_of_it_comes_to_lie_in_a_file(bool behindNginx)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The process is looked at as Linux shows it.");
        await using var nginx = behindNginx ? await service.StartNginxAsync(("proxy_request_buffering on;", "proxy_request_buffering off;")) : null;
        using var client = Clients.To(nginx?.Address ?? service.Address);
        await service.ShouldBeIdleAsync();
        var before = service.State;
        var looked = 0;
        using var slow = new SlowContent(Clips.Large, Clips.Large.Length / Pieces, s_pause)
        {
            OnSent = _ =>
            {
                // Deleted files are in the list too, by the name that they had.
                var state = service.State;
                Assert.Empty(state.TemporaryFiles.Except(before.TemporaryFiles));
                Assert.Empty(state.OpenFiles.Where(file => file.StartsWith('/')).Except(before.OpenFiles));
                looked++;
                return Task.CompletedTask;
            },
        };
        using var form = new MultipartFormDataContent { { slow, "file", "a.wav" } };
        using var answer = await client.PostAsync("/analyze", form, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(looked, Pieces, Pieces + 1);
    }
}
