namespace CryApi.Audio.Tests;

/// <summary>Real recordings, which lie beside the repository on some machines and never in it.</summary>
internal static class Shared
{
    /// <summary>The folder <c>../shared/NAME</c>; skips the test where there is none.</summary>
    public static string Folder(string name)
    {
        var folder = Repository.Shared(name);
        Assert.SkipWhen(folder is null, $"There is no ../shared/{name}.");
        return folder;
    }
}
