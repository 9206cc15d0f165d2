using System.Net;

namespace CryApi.Api.Tests;

/// <summary>Large bodies must not be able to use up the machine's memory together.</summary>
public sealed class BodyBudgetTests
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task A_body_that_finds_no_room_is_told_to_come_back_and_finds_it_later()
    {
        await using var api = new ApiFactory($"Limits:MaxBodyBytes={2 * Mebibyte}", $"Limits:MaxBytesInFlight={6 * Mebibyte}");
        var release = new TaskCompletionSource();
        var working = new SemaphoreSlim(0);
        api.Pipeline.OnCall = (_, token) =>
        {
            working.Release();
            return release.Task.WaitAsync(token);
        };
        var client = api.CreateClient();
        var body = new byte[2 * Mebibyte];
        FakePipeline.Wav.CopyTo(body, 0);

        var first = client.PostAudioAsync("/detect", body);
        Assert.True(await working.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var others = Enumerable.Range(0, 4).Select(_ => client.PostAudioAsync("/detect", body)).ToList();
        var refused = await await Task.WhenAny(others);
        Assert.True(refused.Headers.Contains("Retry-After"));
        await refused.ShouldBeAsync(503, "overloaded");

        release.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        await Task.WhenAll(others);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect", body)).StatusCode);
    }

    [Fact]
    public async Task What_is_taken_comes_back()
    {
        var budget = new BodyBudget(10 * Mebibyte);
        for (var i = 0; i < 3; i++)
        {
            using (var buffer = new PooledBuffer(3 * Mebibyte, budget))
            {
                await buffer.FillAsync(new MemoryStream(new byte[3 * Mebibyte]), TestContext.Current.CancellationToken);
                Assert.Equal(3 * Mebibyte, buffer.Length);
                // The pool may give up to twice as much.
                Assert.InRange(budget.Left, 4 * Mebibyte, 7 * Mebibyte);
            }

            Assert.Equal(10 * Mebibyte, budget.Left);
        }
    }

    [Fact]
    public void A_refusal_takes_nothing()
    {
        var budget = new BodyBudget(100);
        Assert.Throws<ProblemException>(() => budget.Take(101));
        Assert.Equal(100, budget.Left);
    }

    [Fact]
    public void Room_for_less_than_one_body_is_a_contradiction() => Assert.False(new LimitsOptionsValidator()
        .Validate(new LimitsOptions { MaxBodyBytes = 2 * Mebibyte, MaxBytesInFlight = 5 * Mebibyte }).IsValid);
}
