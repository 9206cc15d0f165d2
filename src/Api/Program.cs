using CryApi.Api;

try
{
    // Settings lie beside the program, wherever it is started from, and are read once: a file that breaks later changes nothing.
    string[] settings = ["--hostBuilder:reloadConfigOnChange=false", .. args];
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });

    // Where to listen, and what the server says of itself.
    builder.AddServer();

    // The models, their limits, and the bounded work on requests.
    builder.Services.AddCryPipeline();
    builder.Services.AddDrain();

    // Queries are validated, errors are problem details.
    builder.Services.AddAnalysisApi();
    builder.Services.AddProblems();

    // Keys, rates, and pages of other origins.
    builder.Services.AddSecurity();

    // Metrics, traces and logs for machines, a description for people and generators.
    builder.AddTelemetry();
    builder.Services.AddApiDescription();
    builder.Services.AddWebPage();

    await using var app = builder.Build();
    app.UseDrainingConnections();
    app.UseGateway();
    app.UseResponseHeaders();
    app.UseRequestLogScope();
    app.UseProblems();
    app.UsePorts();
    app.UseHeadRouting();
    app.UseSecurity();

    app.MapAnalysisApi();
    app.MapModelsApi();
    app.MapHealthApi();
    app.MapPrometheusScrapingEndpoint("/metrics");
    app.MapDocumentation();
    app.UseWebPage();

    app.LoadModels();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupProblem.Explain(exception) is { } message)
{
    await Console.Error.WriteLineAsync($"cryapi: {message}");
    return 1;
}
