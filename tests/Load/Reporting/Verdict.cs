namespace CryApi.Load.Tests;

/// <summary>A claim and whether it holds.</summary>
/// <param name="Claim">What is demanded.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="IsOfSpeed">Whether it hangs on how fast the machine is and what else it does, so that it counts in the full run only.</param>
internal sealed record Verdict(string Claim, string Figure, bool Holds, bool IsOfSpeed);
