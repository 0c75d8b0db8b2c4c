using System.Runtime.CompilerServices;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>The record of changes as pages show it.</summary>
public sealed class ChangeQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A page of changes, newest first.</summary>
    public async Task<Paged<ChangeItem>> ListAsync(ChangeFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = ChangeSearch.Filtered(db, filter);
        var total = await rows.CountAsync(cancellation);
        var found = await rows.Select(change => change.Id).OrderByDescending(id => id).PageAsync(window, cancellation);
        var page = await Items(db, db.Changes.Where(change => found.Rows.Contains(change.Id)).OrderByDescending(change => change.Id)).ToArrayAsync(cancellation);
        return new(page, total) { Next = found.Next };
    }

    /// <summary>Everything the filter lets through, newest first; changes committed meanwhile are left out.</summary>
    public async IAsyncEnumerable<ChangeItem> AllAsync(ChangeFilter filter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var before = long.MaxValue;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var page = await Items(db, ChangeSearch.Filtered(db, filter).Where(change => change.Id < before).OrderByDescending(change => change.Id).Take(500)).ToArrayAsync(cancellation);
            foreach (var change in page)
                yield return change;
            if (page.Length < 500)
                yield break;
            before = page[^1].Id;
        }
    }

    /// <summary>How many changes there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Changes.CountAsync(cancellation);
    }

    /// <summary>The number of the last change; 0: there is none. As long as it is the same, nothing was committed.</summary>
    public async Task<long> LastAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Changes.MaxAsync(change => (long?)change.Id, cancellation) ?? 0;
    }

    /// <summary>One change; null: there is none of that number.</summary>
    public async Task<ChangeItem?> FindAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Items(db, db.Changes.Where(change => change.Id == id)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A page of the rows that a change moved, in the order client, identity, kind.</summary>
    public async Task<Paged<MovedRow>> RowsAsync(long changeId, MovedRowFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.ChangedCredentials.AsNoTracking().Where(row => row.ChangeId == changeId);
        if (filter.Move is { } move)
            rows = rows.Where(row => row.Move == move);
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var search = Folding.Fold(filter.Search.Trim());
            var clients = db.McpClients.Where(client => Folding.Fold(client.Name).Contains(search)).Select(client => client.Id);
            var keys = db.VirtualKeys.Where(key => Folding.Fold(key.Name).Contains(search)).Select(key => key.Id);
            var people = db.People.Where(user => Folding.Fold(user.DisplayName).Contains(search)).Select(user => user.Id);
            rows = rows.Where(row => clients.Contains(row.McpClientId)
                || (row.IdentityKind == IdentityKind.VirtualKey && keys.Contains(row.IdentityId))
                || (row.IdentityKind == IdentityKind.User && people.Contains(row.IdentityId)));
        }
        var total = await rows.CountAsync(cancellation);
        var about = await AboutAsync(db, changeId, cancellation);
        var named =
            from row in rows
            join client in db.McpClients on row.McpClientId equals client.Id into clients
            from client in clients.DefaultIfEmpty()
            join user in db.People on new { Kind = row.IdentityKind, Id = row.IdentityId } equals new { Kind = IdentityKind.User, user.Id } into users
            from user in users.DefaultIfEmpty()
            join key in db.VirtualKeys on new { Kind = row.IdentityKind, Id = row.IdentityId } equals new { Kind = IdentityKind.VirtualKey, key.Id } into keys
            from key in keys.DefaultIfEmpty()
            join goneClient in db.DeletedObjects on new { Kind = ObjectKind.McpClient, Id = row.McpClientId } equals new { goneClient.Kind, Id = goneClient.ObjectId } into goneClients
            from goneClient in goneClients.DefaultIfEmpty()
            join gone in db.DeletedObjects
                on new { Kind = row.IdentityKind == IdentityKind.User ? ObjectKind.User : row.IdentityKind == IdentityKind.VirtualKey ? ObjectKind.VirtualKey : 0, Id = row.IdentityId }
                equals new { gone.Kind, Id = gone.ObjectId } into gones
            from gone in gones.DefaultIfEmpty()
            join session in db.McpSessions on new { Kind = row.IdentityKind, Id = row.IdentityId } equals new { Kind = IdentityKind.Session, session.Id } into sessions
            from session in sessions.DefaultIfEmpty()
            select new NamedMove
            {
                Row = row,
                ClientId = client!.ClientId ?? goneClient!.PublicId ?? "",
                ClientName = client.Name ?? goneClient!.Name ?? "",
                Who = user!.DisplayName ?? key!.Name ?? gone!.Name ?? session!.SessionId ?? "",
                WhoId = user.PublicId ?? key.PublicId ?? gone.PublicId ?? session.SessionId ?? "",
            };
        // The order of the table's key: a page is read where it begins, and nothing is sorted.
        var page = await named.OrderBy(move => move.Row.McpClientId).ThenBy(move => move.Row.IdentityKind).ThenBy(move => move.Row.IdentityId)
            .ThenBy(move => move.Row.Kind).ThenBy(move => move.Row.CredentialId).ThenBy(move => move.Row.Move).PageAsync(window, cancellation);
        var moved = page.Rows.Select(move => new MovedRow(
            move.Row.Kind, move.ClientId, move.ClientName, move.Row.IdentityKind, move.Who, move.Row.From, move.Row.Move, move.Row.Reason, about)
        {
            WhoId = move.WhoId,
            CredentialId = move.Row.CredentialId,
        });
        return new(await CredentialIds.AddAsync(db, [.. moved], cancellation), total) { Next = page.Next };
    }

    /// <summary>Every row that a change moved, in the same order.</summary>
    public IAsyncEnumerable<MovedRow> AllRowsAsync(long changeId, CancellationToken cancellation = default) =>
        Pages.AllAsync(window => RowsAsync(changeId, new MovedRowFilter(), window, cancellation));

    /// <summary>
    /// The access profile or group that a change deleted, else the profile that it edited, else the group. Everything that is concerned is named too: whom
    /// a profile was given to, and what profiles a deleted group had.
    /// </summary>
    private static Task<string?> AboutAsync(DashboardDbContext db, long changeId, CancellationToken cancellation) =>
        (from named in db.ChangedObjects
         where named.ChangeId == changeId && (named.Kind == ObjectKind.AccessProfile || named.Kind == ObjectKind.Group)
         join profile in db.AccessProfiles on new { named.Kind, Id = named.ObjectId } equals new { Kind = ObjectKind.AccessProfile, profile.Id } into profiles
         from profile in profiles.DefaultIfEmpty()
         join @group in db.Groups on new { named.Kind, Id = named.ObjectId } equals new { Kind = ObjectKind.Group, @group.Id } into groups
         from @group in groups.DefaultIfEmpty()
         join gone in db.DeletedObjects on new { named.Kind, Id = named.ObjectId } equals new { gone.Kind, Id = gone.ObjectId } into gones
         from gone in gones.DefaultIfEmpty()
         orderby gone!.ChangeId == changeId descending, named.Kind
         select profile!.Name ?? @group!.DisplayName ?? gone!.Name).FirstOrDefaultAsync(cancellation);

    /// <summary>Everybody on record, for a filter.</summary>
    public async Task<IReadOnlyList<string>> ActorsAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Changes.Select(change => change.Actor).Distinct().OrderBy(actor => Folding.Fold(actor)).ThenBy(actor => actor).Take(100).ToArrayAsync(cancellation);
    }

    internal static IQueryable<ChangeItem> Items(DashboardDbContext db, IQueryable<Change> changes) =>
        changes.AsNoTracking().Select(change => new ChangeItem
        {
            Id = change.Id,
            At = change.CommittedAt,
            Actor = change.Actor,
            Origin = change.Origin,
            EditKind = change.EditKind,
            Policy = change.Policy,
            Grants = db.ChangedGrants.Count(grant => grant.ChangeId == change.Id),
            Tallies = change.Tallies,
            Reason = change.Reason,
            UndoesChangeId = change.UndoesChangeId,
            UndoneByChangeId = db.Changes.Where(undo => undo.UndoesChangeId == change.Id)
                .OrderByDescending(undo => undo.Id).Select(undo => (long?)undo.Id).FirstOrDefault(),
        });
}

/// <summary>A row that a change moved, with the names of today.</summary>
internal sealed class NamedMove
{
    public required ChangedCredential Row { get; init; }
    public required string ClientId { get; init; }
    public required string ClientName { get; init; }
    public required string Who { get; init; }
    public required string WhoId { get; init; }
}
