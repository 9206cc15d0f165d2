using CryApi.Features.Cry;

namespace CryApi.Features.Quality;

/// <summary>How well a recording lets anything be heard, whatever it is of.</summary>
/// <param name="LevelDb">Root mean square of its loudest half second, dB re full scale; −200 for silence.</param>
/// <param name="SignalToNoiseDb">
/// Its loudest half second over the noise, 250 to 7,250 Hz, dB; −30 where nothing stands out. The noise is what is there all the time and at
/// all frequencies: neither a cry, which has harmonics and pauses, nor a tone counts as noise, but steady hiss, rain or a fan do. Right to
/// about 1 dB up to 15 dB in steady noise. Noise that comes and goes is taken for signal, and a hum whose harmonics lie closer than 100 Hz for
/// noise.
/// </param>
/// <param name="IsNarrowBand">Whether there is nothing above 4 kHz though there is something below.</param>
public readonly record struct RecordingQuality(double LevelDb, double SignalToNoiseDb, bool IsNarrowBand)
{
    private const int HalfSecondFrames = 16;
    private const double NoPower = 1e-20;

    // What the quietest fifth of the frames and the fourth smallest of 16 bins leave of the power of white noise.
    private const double NoiseQuantile = 0.2;
    private const double NoiseShare = 0.1538;
    private const double LeastRatio = 0.001;

    /// <summary>Measures a recording in one pass.</summary>
    /// <param name="samples">Mono, 16 kHz; full scale is 1.</param>
    public static RecordingQuality Measure(ReadOnlySpan<float> samples)
    {
        using var frames = new QualityFrames(samples);
        var noise = 0.0;
        for (var g = 0; g < QualityFrames.Groups; g++)
            noise += Median.Select(frames.Valleys(g), (int)(NoiseQuantile * (frames.Count - 1)));

        var ratio = Loudest(frames.Middle) / Math.Max(noise / NoiseShare, NoPower);
        return new(Decibels(Loudest(frames.Total)), Decibels(Math.Max(ratio - 1, LeastRatio)), BandLimit.IsAt4Kilohertz(frames));
    }

    /// <summary>10·log₁₀, of nothing −200.</summary>
    internal static double Decibels(double power) => 10 * Math.Log10(Math.Max(power, NoPower));

    /// <summary>Mean of the half second with the largest.</summary>
    private static double Loudest(ReadOnlySpan<float> powers)
    {
        var span = Math.Min(HalfSecondFrames, powers.Length);
        var (sum, largest) = (0.0, 0.0);
        for (var i = 0; i < powers.Length; i++)
        {
            sum += powers[i];
            if (i >= span)
                sum -= powers[i - span];
            if (i >= span - 1)
                largest = Math.Max(largest, sum);
        }

        return largest / span;
    }
}
