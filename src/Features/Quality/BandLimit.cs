using System.Buffers;
using CryApi.Features.Cry;

namespace CryApi.Features.Quality;

/// <summary>Tells a recording of 8 kHz in a file of a higher rate by the cliff at 4 kHz.</summary>
/// <remarks>
/// Looks at the frames that are louder than the middle one from 2.8 to 3.7 kHz, and at how much less there is from 4.6 to 7.6 kHz in the
/// middle one of those. Cries of wide band have up to 28 dB less, recordings of 8 kHz mostly 35 to 65. Where a recording is so quiet that the
/// rounding to 16 bit fills the upper band, that it holds nothing else is enough.
/// </remarks>
internal static class BandLimit
{
    private const double Cliff = 33;

    // Levels of white noise as strong as the band. Rounding to 16 bit has −101 dB.
    private const double Audible = -85;
    private const double RoundingNoise = -97;
    private const double SmallCliff = 18;
    private const int FewestFrames = 3;
    private const double BinsOfWhite = 257;

    /// <summary>Whether there is nothing above 4 kHz though there is something below.</summary>
    public static bool IsAt4Kilohertz(QualityFrames frames)
    {
        var rented = ArrayPool<float>.Shared.Rent(2 * frames.Count);
        try
        {
            return IsAt4Kilohertz(frames, rented.AsSpan(0, frames.Count), rented.AsSpan(frames.Count, frames.Count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static bool IsAt4Kilohertz(QualityFrames frames, Span<float> first, Span<float> second)
    {
        var audible = 0;
        foreach (var power in frames.Low)
        {
            if (Level(power) >= Audible)
                first[audible++] = power;
        }

        if (audible < FewestFrames)
            return false;
        var (middle, count) = (Median.Of(first[..audible]), 0);
        for (var i = 0; i < frames.Count; i++)
        {
            if (Level(frames.Low[i]) < Audible || frames.Low[i] < middle)
                continue;
            second[count] = (float)Level(frames.High[i]);
            first[count] = (float)Level(frames.Low[i]) - second[count];
            count++;
        }

        var cliff = Median.Of(first[..count]);
        return cliff >= Cliff || (cliff >= SmallCliff && Median.Of(second[..count]) <= RoundingNoise);
    }

    private static double Level(float binPower) => RecordingQuality.Decibels(BinsOfWhite * binPower);
}
