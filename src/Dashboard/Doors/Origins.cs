using Gatehouse.Dashboard.Api;
using Gatehouse.Dashboard.Security;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Dashboard.Doors;

/// <summary>
/// A browser sends its cookie with what a page of another origin makes it ask, and a page of another origin of the same site passes SameSite. So
/// the circuit, and every write that is not made with an API token, is only for pages of ours: those of the address that is asked, and of
/// <c>PublicUrl</c>.
/// </summary>
internal static class Origins
{
    private const string FetchSite = "Sec-Fetch-Site";
    private const string Words = "This request came from a page of another site. Nothing was written. Open Gatehouse at its own address and try again; behind a proxy, set PublicUrl to that address.";

    public static void UseOrigins(this WebApplication app)
    {
        var own = Origin(app.Configuration["PublicUrl"]);
        app.Use((context, next) => IsGuarded(context.Request) && !IsOurs(context.Request, own) ? RefuseAsync(context) : next(context));
    }

    /// <summary>Whether the page that sent a request is one of ours.</summary>
    /// <param name="request">The request.</param>
    /// <param name="own">Scheme, host and port that Gatehouse is known by outside; null: only the address that is asked.</param>
    internal static bool IsOurs(HttpRequest request, Uri? own)
    {
        // The Fetch Standard: a browser names the origin with every write and every WebSocket, and "null" where it keeps it to itself.
        if (request.Headers.Origin is { Count: > 0 } named)
            return Origin(named) is { } origin && (IsAsked(request, origin) || (own is not null && IsSame(origin, own)));
        // With a read of the circuit it does not; there it says how near the page is. Who says neither is no browser and has no cookie of somebody else.
        return request.Headers[FetchSite] is not { Count: > 0 } site || site == "same-origin" || site == "none";
    }

    private static bool IsGuarded(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor")
        || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !ApiTokenScheme.IsShown(request));

    /// <summary>The address that is asked. A proxy may speak TLS with the browser and not with us: so a page under https may ask what we hear as http, never the other way round.</summary>
    private static bool IsAsked(HttpRequest request, Uri origin) =>
        (origin.Scheme == request.Scheme || origin.Scheme == Uri.UriSchemeHttps)
        && Origin($"{origin.Scheme}://{request.Host}") is { } asked && IsSame(origin, asked);

    private static bool IsSame(Uri one, Uri other) => one.Scheme == other.Scheme && one.IdnHost == other.IdnHost && one.Port == other.Port;

    private static Uri? Origin(StringValues text) =>
        text.Count == 1 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    private static Task RefuseAsync(HttpContext context)
    {
        if (Problems.IsApi(context.Request.Path))
            return Problems.WriteAsync(context, new Problem { Status = StatusCodes.Status403Forbidden, Title = "Another origin", Code = "origin", Detail = Words });
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return context.Response.WriteAsync(Words, context.RequestAborted);
    }
}
