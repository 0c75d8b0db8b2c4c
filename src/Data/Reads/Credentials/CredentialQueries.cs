using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Credentials and pending flows as pages show them.</summary>
public sealed class CredentialQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A page of what stands behind one key: its own rows and its people's, by client, who, kind.</summary>
    public async Task<CredentialPage> OfKeyAsync(
        string virtualKeyId, CredentialFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = await db.VirtualKeys.Where(row => row.PublicId == virtualKeyId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);
        var people = await HeldRows.PeopleAsync(db, [key], cancellation);
        return await PageAsync(db, HeldRows.Of(db, [key], [.. people.Select(person => person.UserId)]), filter, window, cancellation);
    }

    /// <summary>A page of what one user signed in for and typed in, by client, kind.</summary>
    public async Task<CredentialPage> OfUserAsync(
        string userId, CredentialFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var user = await db.People.Where(row => row.PublicId == userId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);
        return await PageAsync(db, HeldRows.Of(db, [], [user]), filter, window, cancellation);
    }

    /// <summary>A page of what is stored and pending for one MCP client, of every identity, by who, kind.</summary>
    public async Task<CredentialPage> OfClientAsync(
        string clientId, CredentialFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var client = await db.McpClients.Where(row => row.ClientId == clientId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);
        return await PageAsync(db, HeldRows.OfClients(db, [client]), filter, window, cancellation);
    }

    private static async Task<CredentialPage> PageAsync(
        DashboardDbContext db, IQueryable<HeldRow> held, CredentialFilter filter, Window window, CancellationToken cancellation)
    {
        var counts = (await held.GroupBy(row => row.Status).Select(group => new { group.Key, Count = group.Count() }).ToArrayAsync(cancellation))
            .Aggregate(StatusCounts.None, (sum, row) => sum.With(row.Key, row.Count));
        var rows = Named(db, Filtered(held, filter));
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var search = Folding.Fold(filter.Search.Trim());
            rows = rows.Where(row => Folding.Fold(row.ClientName).Contains(search) || Folding.Fold(row.Who).Contains(search));
        }
        var total = filter.IsFiltered ? await rows.CountAsync(cancellation) : counts.Total;
        var page = await rows
            .OrderBy(row => Folding.Fold(row.ClientName)).ThenBy(row => Folding.Fold(row.Who)).ThenBy(row => row.Kind).ThenBy(row => row.Id)
            .Skip(window.Skip).Take(window.Take).ToArrayAsync(cancellation);
        return new(await CredentialDetails.OfAsync(db, page, cancellation), total, counts);
    }

    /// <summary>How many credentials are stored, orphaned ones included: what the guardrail's share is a share of.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.OAuthTokens.CountAsync(cancellation) + await db.HeaderCredentials.CountAsync(cancellation);
    }

    private static IQueryable<HeldRow> Filtered(IQueryable<HeldRow> rows, CredentialFilter filter)
    {
        if (filter.Status is { } status)
            rows = rows.Where(row => row.Status == status);
        if (filter.Kind is { } kind)
            rows = rows.Where(row => row.Kind == kind);
        return rows;
    }

    private static IQueryable<NamedRow> Named(DashboardDbContext db, IQueryable<HeldRow> rows) =>
        from row in rows
        join client in db.McpClients on row.McpClientId equals client.Id
        join user in db.People on new { Kind = row.IdentityKind, Id = row.IdentityId } equals new { Kind = IdentityKind.User, user.Id } into users
        from user in users.DefaultIfEmpty()
        join key in db.VirtualKeys on new { Kind = row.IdentityKind, Id = row.IdentityId } equals new { Kind = IdentityKind.VirtualKey, key.Id } into keys
        from key in keys.DefaultIfEmpty()
        join session in db.McpSessions on new { Kind = row.IdentityKind, Id = row.IdentityId } equals new { Kind = IdentityKind.Session, session.Id } into sessions
        from session in sessions.DefaultIfEmpty()
        select new NamedRow
        {
            Kind = row.Kind,
            Id = row.Id,
            ClientId = client.ClientId,
            ClientName = client.Name,
            IdentityKind = row.IdentityKind,
            Who = user!.DisplayName ?? key!.Name ?? session!.SessionId ?? "",
            Status = row.Status,
        };
}

/// <summary>A row with the names it is found and sorted by.</summary>
internal sealed class NamedRow
{
    public CredentialKind Kind { get; init; }
    public long Id { get; init; }
    public required string ClientId { get; init; }
    public required string ClientName { get; init; }
    public IdentityKind IdentityKind { get; init; }
    public required string Who { get; init; }

    /// <summary>Public id of the person, key or session; asked by the list of all only.</summary>
    public string WhoId { get; init; } = "";

    public CredentialStatus Status { get; init; }
}
