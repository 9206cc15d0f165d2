using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Analyses and problems as JSON that says how long it is and leaves in one piece: an instance that is killed has answered or has not, and where it
/// has not a gateway can still ask another one.
/// </summary>
internal static class Answer
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>Writes a value.</summary>
    /// <param name="response">Status and headers are set.</param>
    /// <param name="value">Its JSON is made in memory: some kilobytes, a hundred with the segments of ten minutes.</param>
    /// <param name="contentType">The type that the answer says it has.</param>
    /// <param name="cancellationToken">Ends the wait for a client that takes nothing.</param>
    public static async Task WriteAsync<T>(HttpResponse response, T value, string contentType, CancellationToken cancellationToken)
    {
        var json = response.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, json);
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A result, status 200.</summary>
/// <param name="value">The result.</param>
internal sealed class Answer<T>(T value) : IResult, IValueHttpResult, IEndpointMetadataProvider
{
    public object? Value => value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext) =>
        Answer.WriteAsync(httpContext.Response, value, Answer.ContentType, httpContext.RequestAborted);
}
