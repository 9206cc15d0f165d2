using System.Diagnostics;

namespace CryApi.Api.Tests;

/// <summary>A service that can't work doesn't start, and says why.</summary>
public sealed class StartupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("manifest.json", "--Models:Path", "/nowhere/at/all")]
    [InlineData("Limits:MaxDurationSeconds", "--Limits:MaxDurationSeconds", "0.01")]
    [InlineData("Limits:MaxBodyBytes", "--Limits:MaxBodyBytes", "many")]
    [InlineData("MaxBodyByte", "--Limits:MaxBodyByte", "5000000")]
    [InlineData("Models:IntraOpThreads", "--Models:IntraOpThreads", "0")]
    [InlineData("Models:SessionsPerModel", "--Models:SessionsPerModel", "1000")]
    [InlineData("Audio:FfmpegPath: There is no ffmpeg at /nowhere/ffmpeg.", "--Audio:FfmpegPath", "/nowhere/ffmpeg")]
    [InlineData("Audio:FfmpegPath: The program is no ffmpeg.", "--Audio:FfmpegPath", "/bin/true")]
    [InlineData("Audio:DecoderMemoryBytes", "--Audio:DecoderMemoryBytes", "1")]
    [InlineData("Classification:Prior", "--Classification:Prior", "hungr:0.5")]
    [InlineData("Classification:Prior must name hungry once", "--Classification:Prior", "hungry:0.5,hungry:0.1")]
    [InlineData("ApiKeys:Keys[0].Sha256: must be 64 hexadecimal digits.", "--ApiKeys:Keys:0:Name", "a", "--ApiKeys:Keys:0:Sha256", "secret")]
    [InlineData("ApiKeys:Keys[0].Name", "--ApiKeys:Keys:0:Sha256", "00000000000000000000000000000000000000000000000000000000000000ff")]
    [InlineData("'Key'", "--ApiKeys:Keys:0:Name", "a", "--ApiKeys:Keys:0:Key", "secret")]
    [InlineData("ApiKeys:ReloadSeconds", "--ApiKeys:ReloadSeconds", "0")]
    [InlineData("ApiKeys:File: The file is not there.", "--ApiKeys:File", "/nowhere/keys.json")]
    [InlineData("ApiKeys:File: The file can't be read.", "--ApiKeys:File", "/")]
    [InlineData("RateLimit:Burst: needs RequestsPerMinute.", "--RateLimit:Burst", "5")]
    [InlineData("Cors:Origins[0]", "--Cors:Origins:0", "https://app.example.com/path")]
    [InlineData("Server:ManagementPort", "--Server:ManagementPort", "8081", "--Server:Http2Port", "8081")]
    [InlineData("Kestrel:Endpoints can't be used", "--Server:Http2Port", "8081", "--Kestrel:Endpoints:A:Url", "http://127.0.0.1:0")]
    [InlineData("Port 8082 is the ordinary one", "--Server:Http2Port", "8082", "--urls", "http://127.0.0.1:8082")]
    [InlineData("Gateway:TrustedNetworks: '10.0.0.0/33'", "--Gateway:TrustedNetworks", "10.0.0.0/33")]
    [InlineData("Gateway:TrustedNetworks", "--forwardedheaders_enabled", "true")]
    [InlineData("Gateway:PathBase: 'cry'", "--Gateway:PathBase", "cry")]
    [InlineData("Connections:GraceSeconds", "--Connections:GraceSeconds", "0")]
    public async Task It_ends_with_one_line_that_names_the_reason(string named, params string[] arguments)
    {
        string[] command = [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0", .. arguments];
        using var process = Process.Start(new ProcessStartInfo("dotnet", command)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Stop);
            var error = await process.StandardError.ReadToEndAsync(Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);
            await process.WaitForExitAsync(Stop);

            Assert.Equal(1, process.ExitCode);
            Assert.StartsWith("cryapi: ", error, StringComparison.Ordinal);
            Assert.Contains(named, error, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
            Assert.Single(error.TrimEnd().Split('\n'));
            Assert.Empty(await output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
