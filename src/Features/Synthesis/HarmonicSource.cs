namespace CryApi.Features;

/// <summary>
/// A periodic source Σ_k k^−tilt·sin(k·φ), band-limited: a harmonic fades out over the last 400 Hz below the limit, so none folds back.
/// </summary>
internal sealed class HarmonicSource
{
    private const double FadeHz = 400;
    private const double HighestHz = 10_000;

    private readonly double[] _amplitudes;
    private readonly double _limitHz;
    private readonly double _step;
    private double _phase;

    /// <param name="tilt">Harmonic k has amplitude k^−tilt; 1 is −6 dB per octave.</param>
    /// <param name="startPhase">Phase of the first sample, radians.</param>
    /// <param name="sampleRate">Sample rate, Hz.</param>
    /// <param name="maxHarmonics">Harmonics at most.</param>
    public HarmonicSource(double tilt, double startPhase, int sampleRate, int maxHarmonics = 128)
    {
        _amplitudes = new double[maxHarmonics];
        for (int k = 0; k < maxHarmonics; k++)
            _amplitudes[k] = Math.Pow(k + 1, -tilt);
        _limitHz = Math.Min(HighestHz, 0.475 * sampleRate);
        _step = 2 * Math.PI / sampleRate;
        _phase = startPhase;
    }

    /// <summary>The next sample at this fundamental frequency, Hz &gt; 0.</summary>
    public double Next(double f0)
    {
        _phase += _step * f0;
        if (_phase > 2 * Math.PI)
            _phase -= 2 * Math.PI;
        // sin((k+1)φ) = 2·cos φ·sin kφ − sin((k−1)φ)
        (double sine, double cosine) = Math.SinCos(_phase);
        double sum = 0, before = 0, now = sine;
        for (int k = 0; k < _amplitudes.Length; k++)
        {
            double room = (_limitHz - ((k + 1) * f0)) / FadeHz;
            if (room <= 0)
                break;
            sum += _amplitudes[k] * Math.Min(1, room) * now;
            (before, now) = (now, (2 * cosine * now) - before);
        }

        return sum;
    }
}
