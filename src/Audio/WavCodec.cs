namespace CryApi.Audio;

/// <summary>How one sample is stored in a WAV file.</summary>
public enum WavCodec
{
    /// <summary>Unsigned 8 bit; (x − 128) / 128.</summary>
    Unsigned8,

    /// <summary>Signed 16 bit; x / 2¹⁵.</summary>
    Signed16,

    /// <summary>Signed 24 bit in three bytes; x / 2²³.</summary>
    Signed24,

    /// <summary>Signed 32 bit; x / 2³¹.</summary>
    Signed32,

    /// <summary>IEEE 754 single.</summary>
    IeeeSingle,

    /// <summary>IEEE 754 double.</summary>
    IeeeDouble,

    /// <summary>ITU-T G.711 A-law, 8 bit.</summary>
    ALaw,

    /// <summary>ITU-T G.711 µ-law, 8 bit.</summary>
    MuLaw,
}
