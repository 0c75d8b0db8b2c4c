using Microsoft.AspNetCore.StaticAssets;

namespace Gatehouse.Dashboard.Security;

/// <summary>Headers of every answer, whatever it is: a page, a file, a problem, an error.</summary>
internal static class SecurityHeaders
{
    // Styles inline: MudBlazor sets positions and its theme that way. Scripts never. 'self' is also the WebSocket of the same host and port (CSP 3).
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; connect-src 'self'; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Set when the answer begins: what clears an answer in order to write an error takes nothing from them.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (!IsPublicFile(context))
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next();
    });

    /// <summary>Scripts, styles and pictures of the program say themselves how long they may be kept; everything else may be somebody's data.</summary>
    private static bool IsPublicFile(HttpContext context) =>
        context.Response.StatusCode is < StatusCodes.Status300MultipleChoices or StatusCodes.Status304NotModified
        && (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || context.Request.Path.StartsWithSegments("/_framework")
            || (context.Request.Path.StartsWithSegments("/api/docs", out var file) && file.Value is { Length: > 1 }));
}
