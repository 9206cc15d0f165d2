using System.Globalization;

namespace CryApi.Audio;

/// <summary>The checks of <see cref="AudioLimits"/> that every decoder shares, so that all refuse with the same codes.</summary>
public static class LimitChecks
{
    /// <summary>Refuses a sample rate of 0 or outside the limits.</summary>
    /// <param name="sampleRate">Hz, as the file states it.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.Corrupt"/> for 0 Hz or less,
    /// <see cref="AudioErrorCode.UnsupportedSampleRate"/> for a rate outside the limits.</exception>
    public static void CheckSampleRate(long sampleRate, AudioLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (sampleRate <= 0)
            throw new AudioException(AudioErrorCode.Corrupt, "The file states a sample rate of 0 Hz.");
        if (sampleRate < limits.MinSampleRate || sampleRate > limits.MaxSampleRate)
        {
            throw new AudioException(AudioErrorCode.UnsupportedSampleRate, string.Create(CultureInfo.InvariantCulture,
                $"The sample rate is {sampleRate} Hz; {limits.MinSampleRate} to {limits.MaxSampleRate} Hz are accepted."));
        }
    }

    /// <summary>Refuses more channels than the limits allow.</summary>
    /// <param name="channels">How many there are.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.TooManyChannels"/>.</exception>
    public static void CheckChannels(int channels, AudioLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (channels > limits.MaxChannels)
        {
            throw new AudioException(AudioErrorCode.TooManyChannels, string.Create(CultureInfo.InvariantCulture,
                $"The audio has {channels} channels; up to {limits.MaxChannels} are accepted."));
        }
    }

    /// <summary>Refuses audio that is longer than the limits allow.</summary>
    /// <param name="samples">Samples per channel, or as many as are known of so far.</param>
    /// <param name="sampleRate">Hz, above 0.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.AudioTooLong"/>.</exception>
    public static void CheckNotTooLong(long samples, int sampleRate, AudioLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if ((double)samples / sampleRate > limits.MaxDurationSeconds)
        {
            throw new AudioException(AudioErrorCode.AudioTooLong, string.Create(CultureInfo.InvariantCulture,
                $"The audio is longer than the {limits.MaxDurationSeconds} seconds that are accepted."));
        }
    }

    /// <summary>Refuses audio that is shorter than the limits ask for.</summary>
    /// <param name="samples">Samples per channel of the whole audio.</param>
    /// <param name="sampleRate">Hz, above 0.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.TooShort"/>; always when there are no samples.</exception>
    public static void CheckNotTooShort(long samples, int sampleRate, AudioLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (samples <= 0)
            throw new AudioException(AudioErrorCode.TooShort, "The file holds no samples.");
        // A quotient, not a product: 4,410 samples at 44,100 Hz are exactly the double nearest to 0.1.
        if ((double)samples / sampleRate < limits.MinDurationSeconds)
        {
            throw new AudioException(AudioErrorCode.TooShort, string.Create(CultureInfo.InvariantCulture,
                $"The audio is shorter than the {limits.MinDurationSeconds} seconds that are needed."));
        }
    }
}
