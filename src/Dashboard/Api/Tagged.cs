using Gatehouse.Data;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Dashboard.Api;

/// <summary>The object that an address names, with its <c>ETag</c> and <c>If-Match</c> (RFC 9110, sections 8.8.3 and 13.1.1).</summary>
internal sealed record Tagged(ObjectKind Kind, string Id)
{
    /// <summary>Before the object is read: a tag that is older than what is answered refuses a write too many, never one too few.</summary>
    public async Task ShowAsync(HttpContext context)
    {
        await using var db = await context.RequestServices.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(context.RequestAborted);
        if (await ObjectTags.OfAsync(db, Kind, Id, context.RequestAborted) is { } tag)
            context.Response.Headers.ETag = $"\"{tag}\"";
    }

    /// <summary>The edit, which writes nothing unless the object is the one that the caller read.</summary>
    public JointEdit Guard(HttpContext context, JointEdit asked) => Named(context) is not { } named ? asked : asked with
    {
        Write = async (step, cancellation) =>
        {
            if (!await IsNamedAsync(step.Db, named, cancellation))
                return new EditOutcome.Outdated();
            if (asked.Write is { } write)
                return await write(step, cancellation);
            step.OffRecord("It only looks; what the edit writes is a change.");
            return new EditOutcome.Done("");
        },
    };

    /// <summary>Whether a write may go on that has a transaction of its own.</summary>
    public async Task<bool> IsNamedAsync(HttpContext context)
    {
        if (Named(context) is not { } named)
            return true;
        await using var db = await context.RequestServices.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(context.RequestAborted);
        return await IsNamedAsync(db, named, context.RequestAborted);
    }

    /// <summary>For a route that makes something or concerns no single object: the header would be no protection.</summary>
    public static void Refuse(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey(HeaderNames.IfMatch))
            throw new RefusedRequestException(HeaderNames.IfMatch, "bad_precondition", "This route names no object that has an ETag. Leave out If-Match; commit what you reviewed with X-Plan-Fingerprint.");
    }

    private async Task<bool> IsNamedAsync(DashboardDbContext db, IList<EntityTagHeaderValue> named, CancellationToken cancellation) =>
        await ObjectTags.OfAsync(db, Kind, Id, cancellation) is not { } tag
        || named.Any(one => one.Equals(EntityTagHeaderValue.Any) || (!one.IsWeak && one.Tag == $"\"{tag}\""));

    private static IList<EntityTagHeaderValue>? Named(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(HeaderNames.IfMatch, out var given))
            return null;
        return EntityTagHeaderValue.TryParseStrictList(given, out var tags) && tags.Count > 0 ? tags
            : throw new RefusedRequestException(HeaderNames.IfMatch, "bad_precondition", "If-Match must be the ETag of what you read, in its quotes.");
    }
}
