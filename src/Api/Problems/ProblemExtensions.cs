namespace CryApi.Api;

/// <summary>Problem details for whatever goes wrong.</summary>
internal static class ProblemExtensions
{
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddExceptionHandler<ProblemExceptionHandler>();

    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(_ => { })
        .UseStatusCodePages(async pages =>
        {
            var context = pages.HttpContext;
            var kind = ProblemKinds.ForStatus(context.Response.StatusCode);
            await ProblemWriter.WriteAsync(context, new ProblemException(kind, Detail(context, kind))).ConfigureAwait(false);
        });

    private static string Detail(HttpContext context, ProblemKind kind) => kind.Status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address; openapi.yaml lists what there is.",
        StatusCodes.Status405MethodNotAllowed => $"Only {context.Response.Headers.Allow} can be used at this address.",
        _ => $"The request was answered with status {kind.Status}.",
    };
}
