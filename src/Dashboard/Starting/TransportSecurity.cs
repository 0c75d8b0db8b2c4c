using Microsoft.AspNetCore.HttpsPolicy;

namespace Gatehouse.Dashboard.Starting;

/// <summary>
/// Where people reach Gatehouse by https, browsers are told to come by nothing else (HSTS), and a request to a plain port of ours is sent on.
/// Loopback is left alone.
/// </summary>
internal static class TransportSecurity
{
    private const string Hsts = "max-age=31536000";

    public static void AddTransportSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        if (Listening.PublicUrl(configuration) is { Scheme: "https" } known)
            services.Configure<HttpsRedirectionOptions>(redirect => redirect.HttpsPort = known.Port);
    }

    public static void UseTransportSecurity(this WebApplication app)
    {
        var known = Listening.PublicUrl(app.Configuration);
        var listens = Listening.Named(app.Configuration).Select(named => named.Url).ToArray();
        var hasTls = listens.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
        if (hasTls || known is { Scheme: "https" })
            app.Use((context, next) =>
            {
                var host = context.Request.Host.Host;
                // A proxy may speak TLS with the browser and not with us: then the name that is asked tells.
                if (host is not ("localhost" or "127.0.0.1" or "[::1]") && (context.Request.IsHttps || (known is { Scheme: "https" } && host.Equals(known.Host, StringComparison.OrdinalIgnoreCase))))
                    context.Response.Headers.StrictTransportSecurity = Hsts;
                return next(context);
            });
        // Only where both are open here: behind a proxy that speaks TLS every request is plain, and would go round in a circle.
        if (hasTls && listens.Any(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)))
            app.UseWhen(context => !context.Request.Path.StartsWithSegments("/health"), branch => branch.UseHttpsRedirection());
    }
}
