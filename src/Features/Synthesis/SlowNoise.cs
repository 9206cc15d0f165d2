namespace CryApi.Features;

/// <summary>Noise through a one-pole low-pass filter, variance 1: the unsteadiness of a voice, or a part of pink noise.</summary>
internal sealed class SlowNoise
{
    private readonly SynthesisRandom _random;
    private readonly double _pole;
    private readonly double _gain;
    private double _state;

    /// <param name="random">Where the noise comes from.</param>
    /// <param name="cornerHz">Corner frequency, Hz.</param>
    /// <param name="sampleRate">Sample rate, Hz.</param>
    public SlowNoise(SynthesisRandom random, double cornerHz, int sampleRate)
    {
        _random = random;
        _pole = Math.Exp(-2 * Math.PI * cornerHz / sampleRate);
        // A uniform variable in ±√3 has variance 1, and the filter passes (1 − p²)⁻¹ of it.
        _gain = Math.Sqrt(3 * (1 - (_pole * _pole)));
    }

    /// <summary>The next sample.</summary>
    public double Next() => _state = (_pole * _state) + (_gain * _random.Uniform(-1, 1));
}
