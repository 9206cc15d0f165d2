using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>
/// The 128-band mel power spectrogram (Slaney scale and area normalisation, 0…8000 Hz): M[i,t] = Σ_k W[i,k]·|X[k,t]|².
/// </summary>
/// <remarks>
/// Source: the auditory toolbox scale as librosa uses it. mel(f) = 3f/200 below 1000 Hz, 15 + 27·ln(f/1000)/ln 6.4 above. The
/// 130 edges e are equally spaced in mel; W[i,k] = max(0, min((f−e[i])/(e[i+1]−e[i]), (e[i+2]−f)/(e[i+2]−e[i+1])))·2/(e[i+2]−e[i]).
/// </remarks>
internal static unsafe class MelBank
{
    /// <summary>Bands.</summary>
    public const int Bands = 128;

    private static readonly int[] First = new int[Bands];
    private static readonly int[] Offset = new int[Bands + 1];
    private static readonly float[] Weights = Build();

    /// <summary>Mel powers of eight frames.</summary>
    /// <param name="strip">Magnitudes [bin][8].</param>
    /// <param name="mel">Receives the powers, one band per row.</param>
    /// <param name="column">The first of the eight frames.</param>
    public static void Apply(float* strip, Plane mel, int column)
    {
        fixed (float* weights = Weights, to = mel.Data)
        {
            for (int band = 0; band < Bands; band++)
            {
                Vector256<float> sum = Vector256<float>.Zero;
                float* bin = strip + CryFrames.Lanes * First[band];
                for (int i = Offset[band]; i < Offset[band + 1]; i++, bin += CryFrames.Lanes)
                {
                    Vector256<float> magnitude = Vector256.Load(bin);
                    sum = Vector256.MultiplyAddEstimate(Vector256.Create(weights[i]), magnitude * magnitude, sum);
                }
                sum.Store(to + band * mel.Stride + column);
            }
        }
    }

    private static float[] Build()
    {
        double[] edges = new double[Bands + 2];
        double top = 15 + 27 * Math.Log(CryFrames.SampleRate / 2000.0) / Math.Log(6.4);
        for (int i = 0; i < edges.Length; i++)
            edges[i] = Hz(top * i / (edges.Length - 1));

        var weights = new List<float>();
        for (int i = 0; i < Bands; i++)
        {
            First[i] = (int)Math.Floor(edges[i] / CryFrames.BinHz) + 1;
            for (int k = First[i]; k < CryFrames.Bins && k * CryFrames.BinHz < edges[i + 2]; k++)
            {
                double f = k * CryFrames.BinHz;
                double slope = Math.Min((f - edges[i]) / (edges[i + 1] - edges[i]), (edges[i + 2] - f) / (edges[i + 2] - edges[i + 1]));
                weights.Add((float)(slope * 2 / (edges[i + 2] - edges[i])));
            }
            Offset[i + 1] = weights.Count;
        }
        return [.. weights];
    }

    private static double Hz(double mel) => mel < 15 ? mel * 200 / 3 : 1000 * Math.Exp((mel - 15) * Math.Log(6.4) / 27);
}
