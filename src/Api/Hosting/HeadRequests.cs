namespace CryApi.Api;

/// <summary>
/// Answers <c>HEAD</c> wherever there is a <c>GET</c>, as RFC 9110 §9.1 asks for: probes and load balancers use it. The server itself
/// leaves the body out.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Must stand before what looks at the method; routing follows it at once.</summary>
    public static IApplicationBuilder UseHeadRouting(this IApplicationBuilder app) => app
        .Use(static (context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Request.Method = HttpMethods.Get;

                // Where a path stands before the service's own, the framework has routed already, by the method that was sent.
                context.SetEndpoint(null);
            }

            return next(context);
        })
        .UseRouting();
}
