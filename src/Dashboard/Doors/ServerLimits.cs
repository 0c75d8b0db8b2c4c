using System.Globalization;
using System.Threading.RateLimiting;
using Gatehouse.Dashboard.Api;
using Gatehouse.Dashboard.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Doors;

/// <summary>How many connections and requests the server takes. More than that is refused, so that nothing the process needs runs out.</summary>
public static class ServerLimits
{
    private const int LeastConnections = 10;
    private const int MostConnections = 10_000;

    /// <summary>Seconds after which somebody who was refused may ask again.</summary>
    private const string Wait = "1";

    public static void AddServerLimits(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<DashboardOptions>>((server, options) =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxConcurrentConnections = Connections(options.Value.Limits, HandlesOfProcess(), HandlesOpen());
            // A page that is open has an upgraded connection, which counts apart.
            server.Limits.MaxConcurrentUpgradedConnections = server.Limits.MaxConcurrentConnections;
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (rejected, cancellation) =>
            {
                var context = rejected.HttpContext;
                context.Response.Headers.RetryAfter = Wait;
                // Not a page: what is refused must cost little.
                if (Problems.IsApi(context.Request.Path))
                    await Problems.WriteAsync(context, Problems.Of(StatusCodes.Status429TooManyRequests));
                else
                    await context.Response.WriteAsync("More requests came from your address than this server takes. Wait a second, then try again.", cancellation);
            };
        });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<DashboardOptions>>((limiter, options) =>
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, options.Value.Limits.Requests)));
    }

    /// <summary>Connections that are taken: as many as are set, or as the handles leave. A page that is open takes two for a moment.</summary>
    /// <param name="limits">What is set.</param>
    /// <param name="handles">How many the process may have open; null: nobody says.</param>
    /// <param name="open">How many it has open already: every library is one.</param>
    public static int Connections(DashboardOptions.LimitSettings limits, int? handles, int open) =>
        limits.Connections > 0 ? limits.Connections : Math.Clamp(((handles ?? MostConnections * 3) - open - limits.Handles) / 2, LeastConnections, MostConnections);

    private static int HandlesOpen() => Directory.Exists("/proc/self/fd") ? Directory.EnumerateFileSystemEntries("/proc/self/fd").Count() : 0;

    /// <summary>How many files and connections the system lets this process have open; null: it does not say.</summary>
    private static int? HandlesOfProcess()
    {
        const string Line = "Max open files";
        try
        {
            var soft = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal))?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            return int.TryParse(soft, CultureInfo.InvariantCulture, out var handles) ? handles : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static RateLimitPartition<string> Partition(HttpContext context, int aMinute)
    {
        // A watcher of the process asks often, and from one address.
        if (aMinute == 0 || context.Request.Path.StartsWithSegments("/health"))
            return RateLimitPartition.GetNoLimiter("");
        return RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = aMinute,
            TokensPerPeriod = Math.Max(1, aMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }
}
