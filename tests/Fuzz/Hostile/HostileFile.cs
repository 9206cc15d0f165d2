namespace CryApi.Fuzz.Tests;

/// <summary>A file that somebody made to hurt.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Make">Its bytes; null where the encoder that it needs isn't installed.</param>
/// <param name="Allowed">Outcomes that are right for it where everything is decoded; 415 always is where nothing but WAV is.</param>
internal sealed record HostileFile(string Name, Func<Bait, byte[]?> Make, params string[] Allowed)
{
    public override string ToString() => Name;
}
