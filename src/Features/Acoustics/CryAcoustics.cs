namespace CryApi.Features.Acoustics;

/// <summary>Acoustic descriptors of a recording of an infant's cry. They describe the sound and make no medical statement.</summary>
/// <param name="LevelDbfs">
/// Level of the recording: root mean square in dB re full scale, where a full-scale sine is −3.01 dB and a full-scale square wave 0 dB;
/// a constant offset of the samples is part of it. Null for silence.
/// </param>
/// <param name="SnrDb">
/// Signal-to-noise ratio, 0 to 100 dB: mean power within cry bursts, less the noise in it, over the noise, which is taken as the lower
/// quartile of the power outside bursts in frames of about 32 ms, so that the ratio reads a little high; 100 where the pauses are digital
/// silence. Null without a burst, or with less than 0.1 s outside bursts: below about 3 to 5 dB bursts can't be told from the pauses. This
/// is another measure than the one behind the warning `noisy`, which looks for steady noise in any sound.
/// </param>
/// <param name="F0MedianHz">
/// Median fundamental frequency of the voiced frames, 150 to 1500 Hz, by Boersma's autocorrelation method. Null when nothing is voiced.
/// </param>
/// <param name="F0P10Hz">10th percentile of the fundamental frequency of the voiced frames, Hz. Null when nothing is voiced.</param>
/// <param name="F0P90Hz">90th percentile of the fundamental frequency of the voiced frames, Hz. Null when nothing is voiced.</param>
/// <param name="F0SlopeHzPerSecond">
/// Rise (positive) or fall (negative) of the fundamental frequency in Hz per second: median slope within each voiced stretch, averaged
/// with the stretches' lengths as weights. A jump of more than 0.3 octaves within 10 ms ends a stretch. Null without a stretch of at least
/// 50 ms.
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
/// Spectral tilt in dB per octave: slope of the level of the harmonics over the logarithm of their frequency, up to 3400 Hz, where a
/// harmonic has the power of the long-term spectrum within cry bursts around that multiple of the median fundamental frequency; the more
/// negative, the duller the sound. Null without a burst, when nothing is voiced, or with a median above 1360 Hz, where the band holds
/// fewer than two harmonics.
/// </param>
/// <param name="BurstCount">
/// Number of cry bursts, that is expiratory phonations: stretches of at least 0.2 s whose level is above a threshold 6 to 15 dB below that
/// of the loudest parts, parted by pauses of at least 0.1 s. A steady sound or noise of any kind is one burst; whether it is a cry,
/// detection tells. Null for silence and below 10 ms.
/// </param>
/// <param name="BurstMeanSeconds">Mean length of the cry bursts in seconds. Null without a burst.</param>
/// <param name="BurstsPerMinute">Cry bursts per minute of the recording. Null for silence and below 10 ms.</param>
/// <param name="PauseMeanSeconds">Mean length of the pauses between two cry bursts in seconds. Null with fewer than two bursts.</param>
/// <param name="HyperphonationFraction">
/// Share of the voiced frames with a fundamental frequency above 1000 Hz, 0 to 1. One above about 1480 Hz is read an octave lower, as the
/// search ends at 1500 Hz, and does not count. Null when nothing is voiced.
/// </param>
/// <param name="DysphonationFraction">
/// Share of the time in cry bursts that sounds rough or hoarse, 0 to 1: frames that are unvoiced or have a harmonics-to-noise ratio below
/// 5 dB, among them those within 10 ms of the ends of the recording, where neither can be measured. Null without a burst.
/// </param>
/// <param name="Intensity">
/// Acoustic index of how distressed the cry sounds, 0 to 1, whatever its loudness; not a medical measure. 0.35 × pitch height within bursts
/// (log2 of median/350 Hz, up to 700 Hz) + 0.15 × pitch range within bursts (25th to 75th percentile, up to 12 semitones) + 0.25 × dysphonation
/// (up to 0.5) + 0.15 × share of time in bursts (up to 0.7) + 0.1 × bursts per minute (up to 60), each term from 0 to 1, the sum times the
/// voiced share of the bursts (up to 0.3). Silence around the cry lowers it. Noise counts as roughness and hides quiet parts: with a
/// signal-to-noise ratio below about 10 dB it often moves the index by 0.1, up or down. Null without a burst or when no burst is voiced.
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
