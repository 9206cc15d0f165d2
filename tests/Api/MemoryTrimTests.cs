using System.Runtime.CompilerServices;

namespace CryApi.Api.Tests;

public sealed class MemoryTrimTests
{
    [Fact]
    public async Task Arrays_that_nobody_needs_are_gone_when_its_time_has_come()
    {
        var time = new HeldTime();
        await using var api = new ApiFactory { Time = time };
        _ = api.CreateClient();
        var array = LargeArray();
        Assert.True(array.IsAlive);

        time.LetGo();
        for (var tries = 0; array.IsAlive; tries++)
        {
            Assert.True(tries < 500, "The array is still there.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    // Apart, so that no register keeps it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LargeArray() => new(GC.AllocateUninitializedArray<byte>(4 << 20));
}
