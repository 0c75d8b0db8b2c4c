using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>
/// Ids in addresses: each segment is percent-decoded on its own, so that an id may hold any character. The web server keeps %2F in the path as it is
/// (it would be a new segment) and folds dot segments, encoded ones too; here, in one place for every route, an id becomes what was sent.
/// </summary>
/// <remarks>
/// Browsers and HTTP libraries fold <c>%2E</c> and <c>%2E%2E</c> before they send anything. So ids that are nothing but dots are also written
/// <c>%252E</c> and <c>%252E%252E</c>; <see cref="Segment"/> writes them so.
/// </remarks>
internal static class SegmentIds
{
    private const string Dot = "%2E";
    private const string Dots = "%2E%2E";

    /// <summary>An id as a segment of an address.</summary>
    public static string Segment(string id) => id switch
    {
        "." => "%252E",
        ".." => "%252E%252E",
        _ => Uri.EscapeDataString(id),
    };

    /// <summary>The id that a decoded segment means.</summary>
    public static string Id(string segment) => segment switch
    {
        Dot => ".",
        Dots => "..",
        _ => segment,
    };

    /// <summary>Before routing: encoded dots of programs that send them as they are become a segment that is not folded.</summary>
    public static void UseSegmentPaths(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.Value is { } path && Raw(context) is ["api" or "scim", ..] segments && segments.Any(IsDots) && path.TrimEnd('/') == PathOf(segments, Folds).TrimEnd('/'))
            context.Request.Path = PathOf(segments, segment => segment is "." or "..");
        return next(context);
    });

    /// <summary>Behind routing: every id of the route, decoded from what was sent.</summary>
    public static void UseSegmentIds(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern: var pattern } && pattern.Parameters.Count > 0 && Raw(context) is { } raw)
        {
            var segments = Folded(raw, segment => segment is "." or "..");
            foreach (var (at, part) in pattern.PathSegments.Index())
                // The page of an error is routed too, by another address than the one that was sent.
                if (part.Parts is [RoutePatternParameterPart { IsCatchAll: false } parameter] && at < segments.Count
                    && context.Request.RouteValues[parameter.Name] is string value && value == Kept(segments[at]))
                    context.Request.RouteValues[parameter.Name] = IsDots(segments[at]) ? Uri.UnescapeDataString(segments[at]) : Id(Uri.UnescapeDataString(segments[at]));
        }
        return next(context);
    });

    private static string PathOf(IEnumerable<string> segments, Func<string, bool> folds) => "/" + string.Join('/', Folded(segments, folds).Select(Kept));

    /// <summary>Without dot segments (RFC 3986, section 5.2.4).</summary>
    private static List<string> Folded(IEnumerable<string> segments, Func<string, bool> folds)
    {
        var folded = new List<string>();
        foreach (var segment in segments)
            if (!folds(segment))
                folded.Add(segment);
            else if (Uri.UnescapeDataString(segment) == ".." && folded.Count > 0)
                folded.RemoveAt(folded.Count - 1);
        return folded;
    }

    /// <summary>As the web server decodes a segment: all but the slash; and dots so that they stay.</summary>
    private static string Kept(string segment) => IsDots(segment) ? Uri.UnescapeDataString(segment).Replace(".", Dot, StringComparison.Ordinal)
        : Uri.UnescapeDataString(segment).Replace("/", "%2F", StringComparison.Ordinal);

    /// <summary>What the web server folds: encoded or not.</summary>
    private static bool Folds(string segment) => Uri.UnescapeDataString(segment) is "." or "..";

    private static bool IsDots(string segment) => segment.Contains('%', StringComparison.Ordinal) && segment.Length <= Dots.Length && Uri.UnescapeDataString(segment) is "." or "..";

    /// <summary>The segments as they were sent; null: an address in another form than a path.</summary>
    private static string[]? Raw(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', .. var target] && context.Request.PathBase.HasValue is false ? target.Split('?', 2)[0].Split('/') : null;
}
