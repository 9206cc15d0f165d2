using System.Numerics.Tensors;
using CryApi.Features;
using CryApi.Features.Quality;

namespace CryApi.Pipeline;

/// <summary>What a caller should know of the audio before it trusts the answer.</summary>
internal static class AudioWarnings
{
    // −80 dBFS: below the noise floor of any phone's microphone.
    private const float SilencePeak = 1e-4f;

    // dBFS of the loudest half second. Of 70 real cries the detector found 69 at −20 and 67 at −40 dBFS, 62 at −50, 54 at −55, 33 at −60, 0 at −70.
    private const double QuietLevel = -50;

    // dB. 2 of 742 recordings of real cries are below.
    private const double NoisyRatio = 6;

    /// <summary>Names of the warnings that apply.</summary>
    /// <param name="sourceRate">Rate of the file, Hz. Below 16 kHz the upper part of the band that the models listen to is empty.</param>
    /// <param name="isClipped">Whether the samples of the file are clipped.</param>
    /// <param name="samples">The clip at 16 kHz.</param>
    public static IReadOnlyList<string> Of(int sourceRate, bool isClipped, ReadOnlySpan<float> samples)
    {
        var warnings = new List<string>();
        var isSilent = Math.Abs(TensorPrimitives.MaxMagnitude(samples)) < SilencePeak;
        var quality = RecordingQuality.Measure(samples);
        if (sourceRate < PatchGeometry.SampleRate || (!isSilent && quality.IsNarrowBand))
            warnings.Add("narrow_band");
        if (isClipped)
            warnings.Add("clipped");
        if (isSilent)
        {
            warnings.Add("silence");
            return warnings;
        }

        if (quality.LevelDb < QuietLevel)
            warnings.Add("too_quiet");
        if (quality.SignalToNoiseDb < NoisyRatio)
            warnings.Add("noisy");
        return warnings;
    }
}
