using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Prometheus;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Where Prometheus reads, with an API token as any other program.</summary>
internal static class MetricsEndpoint
{
    /// <summary>A registry of this program's own: the library's is the process's, and tests run several programs in one.</summary>
    public static void AddScrapedMetrics(this IServiceCollection services)
    {
        services.AddSingleton(_ => Metrics.NewCustomRegistry());
        services.AddSingleton(provider => Metrics.WithCustomRegistry(provider.GetRequiredService<CollectorRegistry>()));
        services.AddSingleton<StoredMetrics>();
        services.AddSingleton<ScrapedMetrics>();
    }

    public static void MapMetrics(this WebApplication app)
    {
        // Made now, not at the first scrape: it counts from the start.
        var metrics = app.Services.GetRequiredService<ScrapedMetrics>();
        app.MapGet(Links.Metrics, metrics.WriteAsync).RequireAuthorization(Permissions.See);
    }
}
