using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>A bucket of tokens for every client: a key's name, or else an address.</summary>
internal static class RateLimitExtensions
{
    private const string Policy = "analyses";

    // The limiter fills its buckets ten times a second: a client that comes back on the dot may be that much too early.
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(0.1);

    public static IServiceCollection AddRateLimit(this IServiceCollection services)
    {
        services.AddFluentOptions<RateLimitOptions, RateLimitOptionsValidator>(RateLimitOptions.Section);
        services.AddRateLimiter(_ => { }).AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, options) =>
        {
            limiter.OnRejected = static (rejected, _) => new ValueTask(RejectAsync(rejected));
            limiter.AddPolicy(Policy, PartitionBy(options.Value));
        });
        return services;
    }

    public static TBuilder LimitsRate<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireRateLimiting(Policy);

    /// <summary>Must stand behind the check of keys.</summary>
    public static IApplicationBuilder UseRateLimit(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<IOptions<RateLimitOptions>>().Value.RequestsPerMinute > 0 ? app.UseRateLimiter() : app;

    /// <summary>
    /// Memory does not grow with the clients that were once here: the framework's limiter drops a bucket that has been full for ten seconds
    /// (<c>DefaultPartitionedRateLimiter.Heartbeat</c> of System.Threading.RateLimiting), and fills one in the time that its tokens stand for.
    /// </summary>
    private static Func<HttpContext, RateLimitPartition<Client>> PartitionBy(RateLimitOptions options)
    {
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Tokens,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = options.RequestsPerMinute > 0 ? options.Period : Timeout.InfiniteTimeSpan,
            QueueLimit = 0,
            AutoReplenishment = false,
        };
        return context => RateLimitPartition.GetTokenBucketLimiter(Client.Of(context), _ => bucket);
    }

    private static Task RejectAsync(OnRejectedContext rejected)
    {
        _ = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        return Rejection.WriteAsync(rejected.HttpContext, new ProblemException(
            ProblemKinds.RateLimited, "This client asks too often; Retry-After says when to come back.", retryAfter: wait + s_heartbeat));
    }

    /// <summary>Who asks. The name of a key and an address are never the same client.</summary>
    private readonly record struct Client(string? Key, UInt128 Network)
    {
        public static Client Of(HttpContext context) => context.Features.Get<Caller>() is { } caller
            ? new(caller.Name, default)
            : new(null, ClientNetwork.Of(context.Connection.RemoteIpAddress));
    }
}
