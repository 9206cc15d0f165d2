using System.Text.Json;

namespace CryApi.Features.Tests.Golden;

/// <summary>One reference clip: its samples and what librosa 0.11 computes for them.</summary>
internal sealed class GoldenClip(float[] samples, JsonElement json)
{
    /// <summary>The signal, 16 kHz.</summary>
    public float[] Samples { get; } = samples;

    /// <summary>The 111 values.</summary>
    public double[] Values { get; } = Numbers(json.GetProperty("values"));

    /// <summary>The tuning of the signal, in 1/12 octaves.</summary>
    public double Tuning { get; } = json.GetProperty("tuning_chroma_stft_bins12").GetDouble();

    /// <summary>The tuning of its harmonic part, in 1/36 octaves.</summary>
    public double HarmonicTuning { get; } = json.GetProperty("tuning_cqt_harmonic_bins36").GetDouble();

    /// <summary>An intermediate array.</summary>
    public double[] Detail(string name) => Numbers(json.GetProperty("detail").GetProperty(name));

    /// <summary>An intermediate matrix, [row][column].</summary>
    public double[][] DetailRows(string name) =>
        [.. json.GetProperty("detail").GetProperty(name).EnumerateArray().Select(Numbers)];

    /// <summary>An intermediate number.</summary>
    public double DetailNumber(string name) => json.GetProperty("detail").GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
