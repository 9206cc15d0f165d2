namespace CryApi.Api.Tests;

/// <summary>Which settings are refused.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_contract()
    {
        var limits = new LimitsOptions();
        Assert.Equal(64L << 20, limits.MaxBodyBytes);
        Assert.Equal((0.1, 600.0), (limits.MinDurationSeconds, limits.MaxDurationSeconds));
        Assert.Equal((4_000, 192_000), (limits.MinSampleRate, limits.MaxSampleRate));
        Assert.Equal(30, limits.RequestTimeoutSeconds);
        Assert.True(new LimitsOptionsValidator().Validate(limits).IsValid);
        Assert.True(new ModelsOptionsValidator().Validate(new ModelsOptions()).IsValid);
        Assert.Equal(new CryApi.Audio.AudioLimits(), limits.ToAudioLimits());
    }

    public static readonly TheoryData<LimitsOptions> BadLimits =
    [
        new LimitsOptions { MaxBodyBytes = 0 },
        new LimitsOptions { MaxBodyBytes = long.MaxValue },
        new LimitsOptions { MinDurationSeconds = 10, MaxDurationSeconds = 10 },
        new LimitsOptions { MinDurationSeconds = -1 },
        new LimitsOptions { MaxDurationSeconds = double.NaN },
        new LimitsOptions { MaxDurationSeconds = double.PositiveInfinity },
        new LimitsOptions { MinSampleRate = 48_000, MaxSampleRate = 16_000 },
        new LimitsOptions { MinSampleRate = 0 },
        new LimitsOptions { MaxChannels = 0 },
        new LimitsOptions { DecodeTimeoutSeconds = 0 },
        new LimitsOptions { RequestTimeoutSeconds = 0 },
        new LimitsOptions { BodyTimeoutSeconds = -5 },
        new LimitsOptions { MaxConcurrency = -1 },
        new LimitsOptions { MaxInFlight = 1, MaxConcurrency = 2 },
        new LimitsOptions { MaxInFlight = 9, MaxConcurrency = 2, MaxQueueLength = 8 },
        new LimitsOptions { MaxInFlight = 8, MaxQueueLength = 8 },
        new LimitsOptions { MaxQueueLength = -1 },
    ];

    [Theory]
    [MemberData(nameof(BadLimits), DisableDiscoveryEnumeration = true)]
    public void Limits_that_contradict_each_other_are_refused(LimitsOptions limits) =>
        Assert.False(new LimitsOptionsValidator().Validate(limits).IsValid);

    [Fact]
    public void Model_settings_that_no_session_can_be_made_with_are_refused()
    {
        var validator = new ModelsOptionsValidator();
        Assert.False(validator.Validate(new ModelsOptions { Path = " " }).IsValid);
        Assert.False(validator.Validate(new ModelsOptions { IntraOpThreads = 0 }).IsValid);
        Assert.False(validator.Validate(new ModelsOptions { SessionsPerModel = -1 }).IsValid);
        foreach (var seconds in (double[])[-1, 0.01, double.NaN, double.PositiveInfinity, 90_000])
            Assert.False(validator.Validate(new ModelsOptions { WatchSeconds = seconds }).IsValid);
        Assert.True(validator.Validate(new ModelsOptions { WatchSeconds = 0.1 }).IsValid);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(double.NaN, false)]
    [InlineData(301, false)]
    [InlineData(0, true)]
    [InlineData(300, true)]
    public void A_drain_that_nobody_would_wait_for_is_refused(double seconds, bool isValid)
    {
        Assert.True(new ShutdownOptionsValidator().Validate(new ShutdownOptions()).IsValid);
        Assert.Equal(isValid, new ShutdownOptionsValidator().Validate(new ShutdownOptions { DrainSeconds = seconds }).IsValid);
    }

    [Fact]
    public void Settings_of_the_decoder_are_those_of_the_audio_library()
    {
        var audio = new AudioOptions();
        Assert.Equal(new CryApi.Audio.FfmpegOptions(), audio.ToFfmpegOptions(new LimitsOptions().DecodeTimeoutSeconds));
        Assert.True(new AudioOptionsValidator().Validate(audio).IsValid);
        Assert.False(new AudioOptionsValidator().Validate(new AudioOptions { DecoderMemoryBytes = 1 << 20 }).IsValid);
        var given = new AudioOptions { FfmpegPath = "/x", DecoderMemoryBytes = 1 << 28 }.ToFfmpegOptions(3);
        Assert.Equal(("/x", 3.0, 1L << 28), (given.Path, given.TimeoutSeconds, given.MemoryBytes));
    }

    public static readonly TheoryData<EventsOptions> BadEvents =
    [
        new EventsOptions { OffShare = 0 },
        new EventsOptions { OffShare = 1.1 },
        new EventsOptions { OffShare = double.NaN },
        new EventsOptions { TrimSeconds = -0.1 },
        new EventsOptions { GapSeconds = double.PositiveInfinity },
        new EventsOptions { MinSeconds = 61 },
    ];

    [Theory]
    [MemberData(nameof(BadEvents), DisableDiscoveryEnumeration = true)]
    public void Settings_of_events_out_of_range_are_refused(EventsOptions events) =>
        Assert.False(new EventsOptionsValidator().Validate(events).IsValid);

    [Fact]
    public void Settings_of_events_are_those_of_the_pipeline()
    {
        Assert.Equal(new CryApi.Pipeline.EventOptions(), new EventsOptions().ToEventOptions());
        Assert.True(new EventsOptionsValidator().Validate(new EventsOptions()).IsValid);
        var given = new EventsOptions { OffShare = 0.6, TrimSeconds = 0.1, GapSeconds = 3, MinSeconds = 2 }.ToEventOptions();
        Assert.Equal((0.6, 0.1, 3, 2), (given.OffShare, given.TrimSeconds, given.GapSeconds, given.MinSeconds));
    }

    [Fact]
    public void The_models_folder_is_found_in_a_folder_above()
    {
        var root = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var bundle = Directory.CreateDirectory(Path.Combine(root, "models")).FullName;
            var deep = Directory.CreateDirectory(Path.Combine(root, "src", "Api")).FullName;
            Directory.CreateDirectory(Path.Combine(root, "src", "models"));
            File.WriteAllText(Path.Combine(bundle, "manifest.json"), "{}");

            Assert.Equal(bundle, ModelsFolder.Resolve("models", deep));
            Assert.Equal(bundle, ModelsFolder.Resolve("models", Path.GetPathRoot(root)!, deep));
            Assert.Equal(bundle, ModelsFolder.Resolve(bundle, deep));
            Assert.Equal(Path.Combine(deep, "elsewhere"), ModelsFolder.Resolve("elsewhere", deep));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
