using System.Net.Http.Headers;

namespace CryApi.Load.Tests;

/// <summary>One request of the mix, made once and sent many times.</summary>
/// <param name="Name">What it is, e.g. <c>analyze m4a-aac 7 s</c>.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">The body as it goes over the wire.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="AudioSeconds">Length of the sound in it; 0 for what is none.</param>
internal sealed record LoadRequest(string Name, string Path, byte[] Body, string ContentType, double AudioSeconds)
{
    /// <summary>The answer that it got when nothing else was going on; null while it isn't known.</summary>
    public Reference? Expected { get; set; }

    /// <summary>Another answer that is as right; null for none.</summary>
    public Reference? AlsoExpected { get; init; }

    /// <summary>Whether it only asks, and has no body.</summary>
    public bool IsGet { get; init; }

    /// <summary>A message of its own for each sending.</summary>
    /// <param name="address">The service.</param>
    public HttpRequestMessage ToMessage(Uri address)
    {
        if (IsGet)
            return new HttpRequestMessage(HttpMethod.Get, new Uri(address, Path));
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        return new HttpRequestMessage(HttpMethod.Post, new Uri(address, Path)) { Content = content };
    }

    public override string ToString() => Name;
}

/// <summary>What the service says to a request when it has nothing else to do.</summary>
/// <param name="Outcome">As <see cref="Answer.Outcome"/>.</param>
/// <param name="Body">The bytes of a result; empty for a problem, whose trace id is never the same.</param>
internal sealed record Reference(string Outcome, byte[] Body)
{
    /// <summary>Whether an answer is this one.</summary>
    public bool Is(string outcome, ReadOnlySpan<byte> body) => Outcome == outcome && (Body.Length == 0 || body.SequenceEqual(Body));
}
