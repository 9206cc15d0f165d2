namespace CryApi.Api;

/// <summary>
/// Turns analyses away while there is no room for them, before anything else is done. <see cref="WorkGate.Admit"/> would do so too, but as an
/// exception through all that stands above it: at ten times too many requests that took a tenth of the processor.
/// </summary>
internal static class Shedding
{
    /// <summary>
    /// Must stand behind the check of keys, as who has none learns nothing of the load, and before the rate, of which a request that gets nothing
    /// takes nothing.
    /// </summary>
    public static IApplicationBuilder UseShedding(this IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<WorkGate>();
        return app.Use((context, next) => Rejection.AnalysisOf(context) is not null && gate.Refusal() is { } refusal
            ? Rejection.WriteAsync(context, refusal)
            : next(context));
    }
}
