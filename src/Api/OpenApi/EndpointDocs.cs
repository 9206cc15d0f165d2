using System.Text.Json.Nodes;
using CryApi.Pipeline;
using Microsoft.OpenApi;

namespace CryApi.Api;

/// <summary>A query parameter that the handler reads itself.</summary>
internal sealed record QueryParameterDoc(string Name, string Description, OpenApiSchema Schema, JsonNode? Example = null);

/// <summary>The handler takes audio: raw bytes or a form.</summary>
internal sealed record AudioBodyDoc;

/// <summary>Problems that an endpoint can answer with.</summary>
internal sealed record ProblemDocs(IReadOnlyList<ProblemKind> Kinds);

/// <summary>An answer to show, with its name where there are several.</summary>
internal sealed record ExampleDoc(object Answer, string Name);

/// <summary>Says beside a route what its description can't find out from the handler's signature.</summary>
internal static class EndpointDocs
{
    public static TBuilder TakesAudio<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AudioBodyDoc()).WithProblems(
            ProblemKinds.InvalidParameter, ProblemKinds.EmptyBody, ProblemKinds.MissingFile, ProblemKinds.MultipleFiles,
            ProblemKinds.MalformedForm, ProblemKinds.BadRequest, ProblemKinds.BodyTimeout, ProblemKinds.BodyTooLarge,
            ProblemKinds.AudioTooLong, ProblemKinds.UnsupportedFormat, ProblemKinds.Truncated, ProblemKinds.Corrupt,
            ProblemKinds.NoAudioTrack, ProblemKinds.TooShort, ProblemKinds.UnsupportedSampleRate, ProblemKinds.TooManyChannels, ProblemKinds.RateLimited,
            ProblemKinds.Overloaded, ProblemKinds.NotReady, ProblemKinds.Timeout);

    public static TBuilder TakesThreshold<TBuilder>(this TBuilder builder, string name, string description)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new QueryParameterDoc(
            name,
            description,
            new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double", Minimum = "0", Maximum = "1" },
            JsonValue.Create(0.5)));

    public static TBuilder TakesPrior<TBuilder>(this TBuilder builder, string description)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new QueryParameterDoc(
            "prior",
            description,
            new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = TypePrior.MaxLength },
            JsonValue.Create("hungry:0.2,tired:0.6")));

    public static TBuilder TakesInclude<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new QueryParameterDoc(
            "include",
            "`segments`: the probability of every window is part of the answer.",
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = [QueryRules.Segments] }));

    public static TBuilder WithProblems<TBuilder>(this TBuilder builder, params ProblemKind[] kinds)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ProblemDocs(kinds));

    public static TBuilder WithExample<TBuilder>(this TBuilder builder, object answer, string name = "")
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ExampleDoc(answer, name));
}
