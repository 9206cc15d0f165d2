namespace CryApi.Features.Acoustics;

/// <summary>Acoustic descriptors of a recording of an infant's cry. They describe the sound and make no medical statement.</summary>
/// <param name="LevelDbfs">
/// Level of the recording: root mean square in dB re full scale, where a full-scale sine is −3.01 dB and a full-scale square wave 0 dB.
/// Null for silence.
/// </param>
/// <param name="SnrDb">
/// Signal-to-noise ratio, 0 to 100 dB: mean power within cry bursts over the lower quartile of the power outside them, in frames of about
/// 32 ms. Null without a burst, or with less than 0.1 s outside bursts.
/// </param>
/// <param name="F0MedianHz">
/// Median fundamental frequency of the voiced frames, 150 to 1500 Hz, by Boersma's autocorrelation method. Null when nothing is voiced.
/// </param>
/// <param name="F0P10Hz">10th percentile of the fundamental frequency of the voiced frames, Hz. Null when nothing is voiced.</param>
/// <param name="F0P90Hz">90th percentile of the fundamental frequency of the voiced frames, Hz. Null when nothing is voiced.</param>
/// <param name="F0SlopeHzPerSecond">
/// Rise (positive) or fall (negative) of the fundamental frequency in Hz per second: median slope within each voiced stretch, averaged
/// with the stretches' lengths as weights. Null without a voiced stretch of at least 50 ms.
/// </param>
/// <param name="VoicedFraction">
/// Share of the recording that is voiced, that is has a pitch, 0 to 1. Null for silence and below 10 ms.
/// </param>
/// <param name="HnrDb">
/// Harmonics-to-noise ratio: mean of 10·log10(r/(1−r)) in dB over the sounding frames, where r is the highest normalised
/// cross-correlation of a frame with what follows it; about 20 dB in a clear voice, 0 dB where harmonics and noise are equally strong.
/// Null when no frame sounds.
/// </param>
/// <param name="SpectralTiltDbPerOctave">
/// Spectral tilt in dB per octave: slope of the long-term spectrum within cry bursts over the logarithm of the frequency, 200 to 3400 Hz;
/// the more negative, the duller the sound. Null without a burst.
/// </param>
/// <param name="BurstCount">
/// Number of cry bursts, that is expiratory phonations: stretches of at least 0.2 s whose level is above a threshold 6 to 15 dB below that
/// of the loudest parts, parted by pauses of at least 0.1 s. Null for silence and below 10 ms.
/// </param>
/// <param name="BurstMeanSeconds">Mean length of the cry bursts in seconds. Null without a burst.</param>
/// <param name="BurstsPerMinute">Cry bursts per minute of the recording. Null for silence and below 10 ms.</param>
/// <param name="PauseMeanSeconds">Mean length of the pauses between two cry bursts in seconds. Null with fewer than two bursts.</param>
/// <param name="HyperphonationFraction">
/// Share of the voiced frames with a fundamental frequency above 1000 Hz, 0 to 1. Null when nothing is voiced.
/// </param>
/// <param name="DysphonationFraction">
/// Share of the time in cry bursts that sounds rough or hoarse, 0 to 1: frames that are unvoiced or have a harmonics-to-noise ratio below
/// 5 dB. Null without a burst.
/// </param>
/// <param name="Intensity">
/// Acoustic index of how distressed the cry sounds, 0 to 1, whatever its loudness: a weighted sum of pitch height (0.35), pitch range
/// (0.15), dysphonation (0.25) and share of time in cry bursts (0.25), scaled down where bursts are hardly voiced; not a medical measure.
/// Null without a burst or when nothing is voiced.
/// </param>
public sealed record CryAcoustics(
    double? LevelDbfs,
    double? SnrDb,
    double? F0MedianHz,
    double? F0P10Hz,
    double? F0P90Hz,
    double? F0SlopeHzPerSecond,
    double? VoicedFraction,
    double? HnrDb,
    double? SpectralTiltDbPerOctave,
    int? BurstCount,
    double? BurstMeanSeconds,
    double? BurstsPerMinute,
    double? PauseMeanSeconds,
    double? HyperphonationFraction,
    double? DysphonationFraction,
    double? Intensity);
