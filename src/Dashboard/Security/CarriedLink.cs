using Gatehouse.Dashboard.Addresses;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// The secret part of a link that works once. It stands behind the # of the link, which a browser keeps to itself, is posted once, and is carried from
/// there on in a cookie for its page alone: an address with it in would stand in logs, in histories and at proxies.
/// </summary>
internal sealed class CarriedLink(string page)
{
    private const int Longest = 2_000;

    /// <summary>Long enough to think of a password.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public static readonly CarriedLink SetUp = new(Links.SetUp);
    public static readonly CarriedLink SetPassword = new(Links.SetPassword);

    private readonly string name = $"gatehouse{page.Replace('/', '-')}";

    /// <summary>Null: none is carried.</summary>
    public string? Read(HttpRequest request) => request.Cookies[name];

    /// <summary>Takes what was posted: the secret part, or the whole link as it was pasted.</summary>
    public IResult Open(HttpContext context, string? pasted)
    {
        var secret = Uri.UnescapeDataString((pasted ?? "").Trim().Split('#')[^1]);
        if (secret.Length is 0 or > Longest)
            Drop(context);
        else
            context.Response.Cookies.Append(name, secret, Options(context, Life));
        return Results.LocalRedirect(page);
    }

    public void Drop(HttpContext context) => context.Response.Cookies.Delete(name, Options(context, null));

    private CookieOptions Options(HttpContext context, TimeSpan? life)
    {
        var options = new GuardedCookie(name, SameSiteMode.Strict).Build(context, DateTimeOffset.UnixEpoch);
        (options.Path, options.MaxAge) = (page, life);
        return options;
    }
}
