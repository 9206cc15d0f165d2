using System.Numerics.Tensors;
using CryApi.Features;

namespace CryApi.Pipeline;

/// <summary>What a caller should know of the audio before it trusts the answer.</summary>
internal static class AudioWarnings
{
    // −80 dBFS: below the noise floor of any phone's microphone.
    private const float SilencePeak = 1e-4f;

    /// <summary>Names of the warnings that apply.</summary>
    /// <param name="sourceRate">Rate of the file, Hz. Below 16 kHz the upper part of the band that the models listen to is empty.</param>
    /// <param name="samples">The clip at 16 kHz.</param>
    public static IReadOnlyList<string> Of(int sourceRate, ReadOnlySpan<float> samples)
    {
        var warnings = new List<string>();
        if (sourceRate < PatchGeometry.SampleRate)
            warnings.Add("narrow_band");
        if (Math.Abs(TensorPrimitives.MaxMagnitude(samples)) < SilencePeak)
            warnings.Add("silence");
        return warnings;
    }
}
