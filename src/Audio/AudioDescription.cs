namespace CryApi.Audio;

/// <summary>What the bytes turned out to be. Serialised as the <c>audio</c> member of every answer.</summary>
/// <param name="Container">Container by its bytes, lower case: <c>wav</c>, …</param>
/// <param name="Codec">Codec in ffmpeg's naming, e.g. <c>pcm_s16le</c>, <c>pcm_f32le</c>, <c>pcm_alaw</c>.</param>
/// <param name="SampleRate">Samples per second and channel as stored, Hz.</param>
/// <param name="Channels">Channel count as stored.</param>
/// <param name="DurationSeconds">Length of the decoded audio in seconds.</param>
/// <param name="Warnings">
/// What may lower the quality of the answer; empty when there is nothing to say. <c>narrow_band</c>: nothing above 4 kHz, or a sample rate below
/// 16 kHz. <c>clipped</c>: the tops of the waveform are cut off. <c>too_quiet</c>: no half second has −50 dBFS, where cries begin to be missed.
/// <c>noisy</c>: steady noise less than 6 dB below the loudest half second. <c>silence</c>: no sample reaches −80 dBFS. There may be more later.
/// </param>
public sealed record AudioDescription(
    string Container,
    string Codec,
    int SampleRate,
    int Channels,
    double DurationSeconds,
    IReadOnlyList<string> Warnings);
