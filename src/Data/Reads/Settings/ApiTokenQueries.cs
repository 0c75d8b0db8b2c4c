using Gatehouse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Settings;

/// <summary>API tokens as the Settings page shows them. Never the token itself.</summary>
public sealed class ApiTokenQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    // Before every time that can be: a key of a cursor is not null.
    private static readonly DateTimeOffset Never = DateTimeOffset.UnixEpoch;

    /// <summary>A page of the list.</summary>
    public async Task<Paged<ApiTokenItem>> ListAsync(ApiTokenFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var rows = Filtered(db.ApiTokens.AsNoTracking(), filter, now);
        var total = await rows.CountAsync(cancellation);
        var page = await Ordered(rows, filter).PageAsync(window, cancellation);
        return new([.. page.Rows.Select(token => new ApiTokenItem(
            token.PublicId, token.Name, token.Prefix, token.Role,
            token.RevokedAt is not null ? ApiTokenState.Revoked : token.ExpiresAt <= now ? ApiTokenState.Expired : ApiTokenState.Good,
            token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.LastUsedAt, token.RevokedAt, token.RevokedBy))], total)
        { Next = page.Next };
    }

    /// <summary>Everything the filter lets through, page by page: for an export.</summary>
    public IAsyncEnumerable<ApiTokenItem> AllAsync(ApiTokenFilter filter, CancellationToken cancellation = default) =>
        Pages.AllAsync(window => ListAsync(filter, window, cancellation));

    private static IQueryable<ApiToken> Filtered(IQueryable<ApiToken> rows, ApiTokenFilter filter, DateTimeOffset now)
    {
        if (filter.Role is { } role)
            rows = rows.Where(token => token.Role == role);
        rows = filter.State switch
        {
            ApiTokenState.Good => rows.Where(token => token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now)),
            ApiTokenState.Expired => rows.Where(token => token.RevokedAt == null && token.ExpiresAt <= now),
            ApiTokenState.Revoked => rows.Where(token => token.RevokedAt != null),
            _ => rows,
        };
        if (string.IsNullOrWhiteSpace(filter.Search))
            return rows;
        var search = Folding.Fold(filter.Search.Trim());
        return rows.Where(token => Folding.Fold(token.Name).Contains(search) || Folding.Fold(token.Prefix).StartsWith(search) || Folding.Fold(token.CreatedBy).Contains(search));
    }

    private static IQueryable<ApiToken> Ordered(IQueryable<ApiToken> rows, ApiTokenFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (ApiTokenSort.LastUsed, false) => rows.OrderBy(token => token.LastUsedAt ?? Never).ThenBy(token => token.Id),
        (ApiTokenSort.LastUsed, true) => rows.OrderByDescending(token => token.LastUsedAt ?? Never).ThenBy(token => token.Id),
        (ApiTokenSort.Created, false) => rows.OrderBy(token => token.CreatedAt).ThenBy(token => token.Id),
        (ApiTokenSort.Created, true) => rows.OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Id),
        (_, true) => rows.OrderByDescending(token => Folding.Fold(token.Name)).ThenBy(token => token.Id),
        _ => rows.OrderBy(token => Folding.Fold(token.Name)).ThenBy(token => token.Id),
    };
}
