namespace CryApi.Features.Cry;

/// <summary>The periodic Hann window, w[n] = ½ − ½·cos(2πn/N).</summary>
internal static class Hann
{
    /// <summary>A window of N values.</summary>
    public static double[] Periodic(int length)
    {
        double[] window = new double[length];
        for (int n = 0; n < length; n++)
            window[n] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / length);
        return window;
    }
}
