namespace CryApi.Audio;

/// <summary>A format as its first bytes tell it.</summary>
/// <param name="Id">Short name, lower case, e.g. <c>mp3</c>.</param>
/// <param name="Name">For people, e.g. <c>MP3 (MPEG audio)</c>.</param>
/// <param name="Container">The container as answers tell it, whatever is in it, e.g. <c>ogg</c>.</param>
public sealed record SniffedFormat(string Id, string Name, string Container)
{
    /// <summary>A format whose container has the same name.</summary>
    public SniffedFormat(string id, string name)
        : this(id, name, id)
    {
    }
}
