namespace CryApi.Features;

/// <summary>
/// The continuous low-pass kernel of the resampler: g(u) = β·sinc(β·u)·I0(α·√(1 − (u/W)²))/I0(α) for |u| ≤ W, else 0, with
/// β = 0.95687183, α = 13.10642662, W = 97.5; u in samples of the lower of the two rates.
/// </summary>
/// <remarks>
/// A Kaiser-windowed sinc. The constants make it the filter of the SoX resampler at quality HQ, which librosa loads sound with:
/// −0.02 dB at 0.925 of the output's Nyquist frequency, −6 dB at 0.957, below −110 dB from 1 on.
/// </remarks>
internal static class ResamplingKernel
{
    /// <summary>Half the length of the kernel, in samples of the lower rate.</summary>
    public const double HalfLength = 97.5;

    private const double Cutoff = 0.95687183;
    private const double Shape = 13.10642662;

    // I0(x) = Σ (x²/4)^k/(k!)²: with x ≤ 13.11 the terms from k = 36 on are below 1e-17 of the sum.
    private static readonly double[] BesselCoefficients = Coefficients(36);
    private static readonly double BesselAtShape = Bessel(Shape * Shape / 4);

    /// <summary>g(u).</summary>
    public static double At(double u)
    {
        double edge = u / HalfLength;
        double under = 1 - (edge * edge);
        if (under < 0)
            return 0;
        double angle = Math.PI * Cutoff * u;
        double sinc = Math.Abs(angle) < 1e-8 ? 1 : Math.Sin(angle) / angle;
        return Cutoff * sinc * Bessel(Shape * Shape * under / 4) / BesselAtShape;
    }

    private static double Bessel(double quarterOfSquare)
    {
        double sum = 0;
        for (int k = BesselCoefficients.Length - 1; k >= 0; k--)
            sum = Math.FusedMultiplyAdd(sum, quarterOfSquare, BesselCoefficients[k]);
        return sum;
    }

    private static double[] Coefficients(int count)
    {
        double[] coefficients = new double[count];
        coefficients[0] = 1;
        for (int k = 1; k < count; k++)
            coefficients[k] = coefficients[k - 1] / ((double)k * k);
        return coefficients;
    }
}
