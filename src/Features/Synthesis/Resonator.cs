namespace CryApi.Features;

/// <summary>
/// A two-pole resonator with gain 1 at 0 Hz, one formant of a cascade (Klatt, "Software for a cascade/parallel formant synthesizer",
/// J. Acoust. Soc. Am. 67, 1980).
/// </summary>
internal struct Resonator
{
    private double _b;
    private double _c;
    private double _last;
    private double _lastButOne;

    /// <summary>Moves the formant; the filter keeps its state.</summary>
    /// <param name="hz">Centre, Hz, below half the sample rate.</param>
    /// <param name="bandwidthHz">Bandwidth, Hz.</param>
    /// <param name="sampleRate">Sample rate, Hz.</param>
    public void Tune(double hz, double bandwidthHz, int sampleRate)
    {
        double radius = Math.Exp(-Math.PI * bandwidthHz / sampleRate);
        _b = 2 * radius * Math.Cos(2 * Math.PI * hz / sampleRate);
        _c = -radius * radius;
    }

    /// <summary>Filters one sample.</summary>
    public double Next(double x)
    {
        double y = ((1 - _b - _c) * x) + (_b * _last) + (_c * _lastButOne);
        _lastButOne = _last;
        _last = y;
        return y;
    }
}
