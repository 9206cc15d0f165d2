namespace CryApi.Audio;

/// <summary>
/// What is decoded through ffmpeg: the one table behind <c>/models</c>, the <c>detail</c> of a 415, the README, and the demuxers and
/// decoders that one process may use.
/// </summary>
internal static class FfmpegFormats
{
    private static readonly FfmpegCodec s_aac = new("AAC", "aac");
    private static readonly FfmpegCodec s_alac = new("ALAC", "alac");
    private static readonly FfmpegCodec s_amrNb = new("AMR-NB", "amrnb");
    private static readonly FfmpegCodec s_amrWb = new("AMR-WB", "amrwb");
    private static readonly FfmpegCodec s_flac = new("FLAC", "flac");
    private static readonly FfmpegCodec s_g711 = new("A-law, µ-law", "pcm_alaw", "pcm_mulaw");
    private static readonly FfmpegCodec s_gsm = new("GSM 6.10", "gsm", "gsm_ms");
    private static readonly FfmpegCodec s_imaQt = new("IMA ADPCM", "adpcm_ima_qt");
    private static readonly FfmpegCodec s_imaWav = new("IMA ADPCM", "adpcm_ima_wav");
    private static readonly FfmpegCodec s_msAdpcm = new("Microsoft ADPCM", "adpcm_ms");
    private static readonly FfmpegCodec s_mp2 = new("MP2", "mp2float", "mp1float") { Preferred = ["mp2", "mp1"] };
    private static readonly FfmpegCodec s_mp3 = new("MP3", "mp3float");
    private static readonly FfmpegCodec s_opus = new("Opus", "opus");
    private static readonly FfmpegCodec s_speex = new("Speex", "speex");
    private static readonly FfmpegCodec s_vorbis = new("Vorbis", "vorbis");

    private static readonly FfmpegCodec s_pcm = new(
        "PCM",
        "pcm_u8", "pcm_s8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be",
        "pcm_f32le", "pcm_f32be", "pcm_f64le", "pcm_f64be");

    /// <summary>All of them, the most common first.</summary>
    public static readonly IReadOnlyList<FfmpegFormat> All =
    [
        new("M4A, MP4, MOV", ["m4a", "mp4", "mov"], "mov", [s_aac, s_alac, s_mp3, s_opus, s_flac, s_amrNb, s_amrWb, s_imaQt, s_pcm, s_g711]),
        new("3GP, 3G2", ["3gp"], "mov", [s_amrNb, s_amrWb, s_aac]),
        new("AMR", ["amr"], "amr", [s_amrNb, s_amrWb]),
        new("MP3", ["mp3"], "mp3", [s_mp3]),
        new("MP2", ["mp2"], "mp3", [s_mp2]),
        new("AAC (ADTS)", ["aac"], "aac", [s_aac]),
        new("FLAC", ["flac"], "flac", [s_flac]),
        new("Ogg", ["ogg"], "ogg", [s_opus, s_vorbis, s_flac, s_speex]),
        new("WebM, Matroska", ["webm", "matroska"], "matroska", [s_opus, s_vorbis, s_aac, s_mp3, s_flac, s_alac, s_pcm]),
        new("CAF", ["caf"], "caf", [s_aac, s_alac, s_imaQt, s_pcm, s_g711]),
        new("AIFF", ["aiff"], "aiff", [s_pcm, s_g711, s_imaQt]),
        new("AU", ["au"], "au", [s_pcm, s_g711]),
        new("Wave64", ["w64"], "w64", [s_pcm, s_g711]),
        new("WAV", ["wav"], "wav", [s_msAdpcm, s_imaWav, s_gsm, s_mp3]),
    ];
}
