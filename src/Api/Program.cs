using CryApi.Api;

try
{
    // Settings lie beside the program, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

    // Where to listen, and what the server says of itself.
    builder.AddServer();

    // The models, their limits, and the bounded work on requests.
    builder.Services.AddCryPipeline();

    // Queries are validated, errors are problem details.
    builder.Services.AddAnalysisApi();
    builder.Services.AddProblems();

    // Metrics, traces and logs for machines, a description for people and generators.
    builder.AddTelemetry();
    builder.Services.AddApiDescription();

    await using var app = builder.Build();
    app.UseResponseHeaders();
    app.UseRequestLogScope();
    app.UseProblems();
    app.UseHeadRouting();

    app.MapAnalysisApi();
    app.MapModelsApi();
    app.MapHealthApi();
    app.MapPrometheusScrapingEndpoint("/metrics");
    app.MapDocumentation();

    app.LoadModels();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupProblem.Explain(exception) is { } message)
{
    await Console.Error.WriteLineAsync($"cryapi: {message}");
    return 1;
}
