using System.Diagnostics.Metrics;
using System.Net;
using CryApi.Audio;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Api.Tests;

/// <summary>The whole service with a decoder that passes the trial at the start and then stands still: how many there are, and who ends them.</summary>
public sealed class DecoderProcessTests(DecoderProcessTests.StandingStill service) : IClassFixture<DecoderProcessTests.StandingStill>
{
    private static readonly byte[] s_flac = "fLaC and more"u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decoders_are_as_many_as_may_work_and_end_with_their_clients()
    {
        Assert.SkipUnless(AudioDecoders.Default.Ffmpeg.Available, AudioDecoders.Default.Ffmpeg.Problem ?? "");
        var client = service.CreateClient();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var requests = Enumerable.Range(0, 5).Select(_ => client.PostAsync("/detect", new ByteArrayContent(s_flac), leaving.Token)).ToArray();

        await UntilAsync(() => service.Decoders() == 2);
        for (var looks = 0; looks < 20; looks++)
        {
            Assert.Equal(2, service.Decoders());
            await Task.Delay(20, Stop);
        }

        // Neither clock ends them in an hour: only that nobody waits.
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(requests));
        await UntilAsync(() => service.Decoders() == 0);
    }

    [Fact]
    public async Task A_decoder_that_cant_be_started_turns_a_request_away_and_is_the_reason()
    {
        Assert.SkipUnless(AudioDecoders.Default.Ffmpeg.Available, AudioDecoders.Default.Ffmpeg.Problem ?? "");
        var client = service.CreateClient();
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        using var counts = new Counts(meters);
        var before = Gauges.Read(meters);
        using (service.WithoutProgram())
        {
            var refused = await client.PostAudioAsync("/detect", s_flac);
            await refused.ShouldBeAsync(503, "overloaded");
            Assert.NotNull(refused.Headers.RetryAfter);

            // What needs no decoder is served.
            var wav = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "samples", "cry.wav"), Stop);
            Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect", wav)).StatusCode);
        }

        var after = Gauges.Read(meters);
        Assert.Equal(
            ["cryapi.rejections decoder 1"],
            after.Where(value => value.Key.StartsWith("cryapi.rejections", StringComparison.Ordinal) && value.Value != before[value.Key])
                .Select(value => $"{value.Key} {value.Value - before[value.Key]}"));
        Assert.Equal(1, counts.Read()["cryapi.requests detect overloaded"]);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var waits = 0; !condition(); waits++)
        {
            Assert.True(waits < 1000, "It does not come to that.");
            await Task.Delay(20, Stop);
        }
    }

    /// <summary>Two may work at a time, for an hour each.</summary>
    public sealed class StandingStill : WebApplicationFactory<Program>
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("standing-still-");
        private readonly string _program;

        public StandingStill()
        {
            _program = Path.Combine(_folder.FullName, "ffmpeg");
            var real = AudioDecoders.Default.FfmpegPath ?? "/bin/false";
            File.WriteAllText(_program, $"""
                #!/bin/sh
                case "$*" in
                  *"-f flac "*) kill -STOP $$;;
                  *) exec {real} "$@";;
                esac

                """);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        /// <summary>How many of its decoders there are now.</summary>
        public int Decoders() => Directory.EnumerateDirectories("/proc").Count(process => CommandLine(process).Contains(_program, StringComparison.Ordinal));

        /// <summary>Takes its program away until the result is disposed of.</summary>
        public IDisposable WithoutProgram() => new Away(_program);

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseSetting("Audio:FfmpegPath", AudioDecoders.Default.Ffmpeg.Available ? _program : "none")
            .UseSetting("Limits:MaxConcurrency", "2")
            .UseSetting("Limits:DecodeTimeoutSeconds", "3600")
            .UseSetting("Limits:RequestTimeoutSeconds", "3600");

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (_folder.Exists)
                _folder.Delete(recursive: true);
            _folder.Refresh();
        }

        private static string CommandLine(string process)
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "cmdline"));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }

        private sealed class Away : IDisposable
        {
            private readonly string _program;

            public Away(string program)
            {
                _program = program;
                File.Move(program, program + ".away");
            }

            public void Dispose() => File.Move(_program + ".away", _program);
        }
    }
}
