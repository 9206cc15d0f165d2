namespace CryApi.Api.Tests;

/// <summary>The limit as the kernel writes it.</summary>
public sealed class MemoryLimitTests
{
    [Theory]
    [InlineData("629145600\n", 629_145_600L)]
    [InlineData("max\n", null)]
    [InlineData("9223372036854771712\n", null)]
    [InlineData("", null)]
    public void A_limit_is_read_and_none_is_none(string content, long? expected)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            Assert.Equal(expected, MemoryLimit.Read(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Without_a_limit_the_machine_has_memory()
    {
        Assert.Null(MemoryLimit.Read("/nowhere/memory.max"));
        Assert.True(MemoryLimit.Bytes > 64 * 1024 * 1024);
    }
}
