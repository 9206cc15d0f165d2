namespace CryApi.Load.Tests;

/// <summary>One request as it was measured.</summary>
/// <param name="At">Seconds from the start of the run until it was meant to be sent.</param>
/// <param name="Late">Seconds that the generator itself sent it later than that.</param>
/// <param name="Seconds">From when it was meant to be sent until its answer was read.</param>
/// <param name="Request">What was sent.</param>
/// <param name="Answer">What came.</param>
internal readonly record struct LoadSample(double At, double Late, double Seconds, LoadRequest Request, Answer Answer)
{
    /// <summary>Seconds from the start of the run until the answer was there.</summary>
    public double Done => At + Seconds;
}
