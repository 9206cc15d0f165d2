namespace CryApi.Audio.Tests;

/// <summary>Runs decoders to the end. WAV completes synchronously, which the allocation measurements rely on.</summary>
internal static class Decoding
{
    /// <summary>Limits that let short test files through.</summary>
    public static AudioLimits Loose { get; } = new()
    {
        MinDurationSeconds = 0,
        MaxDurationSeconds = 1e9,
        MinSampleRate = 1,
        MaxSampleRate = int.MaxValue,
        MaxChannels = 65_535,
    };

    public static AudioDecoders Server { get; } = new([new WavDecoder()]);

    public static PcmSource Open(byte[] file, AudioLimits? limits = null) =>
        Wait(Server.OpenAsync(file, limits ?? Loose, CancellationToken.None));

    public static float[] Decode(byte[] file, AudioLimits? limits = null, int block = 1000) => ReadAll(Open(file, limits), block);

    public static float[] ReadAll(PcmSource source, int block = 1000)
    {
        var all = new List<float>();
        var buffer = new float[block];
        while (Wait(source.ReadAsync(buffer, CancellationToken.None)) is > 0 and var count)
            all.AddRange(buffer.AsSpan(0, count));
        Assert.Equal(0, Wait(source.ReadAsync(buffer, CancellationToken.None)));
        return [.. all];
    }

    public static AudioErrorCode ErrorOf(byte[] file, AudioLimits? limits = null) =>
        Assert.Throws<AudioException>(() => { Decode(file, limits); }).Code;

    public static T Wait<T>(ValueTask<T> task) => task.IsCompleted ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
