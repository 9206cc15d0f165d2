namespace CryApi.Audio;

/// <summary>What the bytes turned out to be. Serialised as the <c>audio</c> member of every answer.</summary>
/// <param name="Container">Container by its bytes, lower case: <c>wav</c>, …</param>
/// <param name="Codec">Codec in ffmpeg's naming, e.g. <c>pcm_s16le</c>, <c>pcm_f32le</c>, <c>pcm_alaw</c>.</param>
/// <param name="SampleRate">Samples per second and channel as stored, Hz.</param>
/// <param name="Channels">Channel count as stored.</param>
/// <param name="DurationSeconds">Length of the decoded audio in seconds.</param>
/// <param name="Warnings">What may lower the quality of the answer, e.g. <c>narrow_band</c>; empty when there is nothing to say.</param>
public sealed record AudioDescription(
    string Container,
    string Codec,
    int SampleRate,
    int Channels,
    double DurationSeconds,
    IReadOnlyList<string> Warnings);
