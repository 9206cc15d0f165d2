using System.Globalization;

namespace CryApi.Audio;

/// <summary>Format tags (<c>wFormatTag</c>, RFC 2361 and mmreg.h).</summary>
internal static class WavFormatTags
{
    public const int Pcm = 0x0001;
    public const int Float = 0x0003;
    public const int ALaw = 0x0006;
    public const int MuLaw = 0x0007;
    public const int Extensible = 0xFFFE;

    /// <summary>A name for people with the tag, e.g. <c>IMA ADPCM (format tag 0x0011)</c>.</summary>
    public static string Describe(int tag)
    {
        var name = tag switch
        {
            0x0002 => "Microsoft ADPCM",
            0x0008 => "DTS",
            0x0011 => "IMA ADPCM",
            0x0022 => "TrueSpeech",
            0x0031 => "GSM 6.10",
            0x0042 or 0x0111 => "G.723.1",
            0x0040 => "G.721 ADPCM",
            0x0045 or 0x0064 => "G.726 ADPCM",
            0x0050 => "MPEG audio layer I or II",
            0x0055 => "MP3",
            0x0083 => "G.729",
            0x00FF or 0x1600 or 0x1610 or 0x706D or 0xA106 => "AAC",
            0x0160 or 0x0161 or 0x0162 or 0x0163 => "Windows Media Audio",
            0x0092 or 0x2000 => "AC-3",
            0x674F or 0x6750 or 0x6751 or 0x676F or 0x6770 or 0x6771 => "Vorbis",
            0xF1AC => "FLAC",
            _ => "an unknown codec",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{name} (format tag 0x{tag:X4})");
    }
}
