namespace CryApi.Features;

/// <summary>
/// The voice of one synthetic infant: what stays the same from breath to breath.
/// </summary>
/// <param name="Pitch">Mean fundamental frequency of an expiration, Hz; 350…600 is the usual range of phonated cries.</param>
/// <param name="TractScale">Factor on the formants, about 0.9…1.1; a shorter vocal tract has a larger one.</param>
/// <param name="Tilt">Fall of the source: harmonic k has amplitude k^−tilt before the formants; a strained voice has a low tilt.</param>
/// <param name="Jitter">Random variation of the fundamental frequency, standard deviation as a fraction.</param>
/// <param name="VibratoHz">Rate of the vibrato, Hz.</param>
/// <param name="VibratoDepth">Depth of the vibrato as a fraction of the fundamental frequency.</param>
/// <param name="Roughness">Random variation of the amplitude, standard deviation as a fraction.</param>
/// <param name="Breath">Breath noise mixed into the source, relative to the first harmonic's amplitude.</param>
/// <remarks>
/// Ranges after H. L. Golub and M. J. Corwin, "A physioacoustic model of the infant cry", in: Infant Crying, Plenum 1985 (source
/// and filter; phonation at 250…700 Hz, formants near 1.1 and 3.3 kHz), and L. L. LaGasse, A. R. Neal and B. M. Lester, "Assessment of
/// infant cry: acoustic cry analysis and parental perception", Ment. Retard. Dev. Disabil. Res. Rev. 11, 2005 (fundamental
/// frequency, timing of expirations and inspirations).
/// </remarks>
public sealed record CryVoice(
    double Pitch = 450,
    double TractScale = 1,
    double Tilt = 0.7,
    double Jitter = 0.02,
    double VibratoHz = 6,
    double VibratoDepth = 0.012,
    double Roughness = 0.2,
    double Breath = 0.03)
{
    /// <summary>A voice drawn at random, the same for the same seed.</summary>
    public static CryVoice FromSeed(ulong seed)
    {
        var random = new SynthesisRandom(seed);
        return new CryVoice(
            Pitch: random.Uniform(380, 500),
            TractScale: random.Uniform(0.95, 1.1),
            Tilt: random.Uniform(0.5, 0.9),
            Jitter: random.Uniform(0.015, 0.025),
            VibratoHz: random.Uniform(5, 8),
            VibratoDepth: random.Uniform(0.008, 0.016),
            Roughness: random.Uniform(0.1, 0.3),
            Breath: random.Uniform(0.02, 0.06));
    }
}
