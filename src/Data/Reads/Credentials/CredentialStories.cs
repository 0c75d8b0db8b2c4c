using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Tells why a credential is as it is. Cover is asked, never worked out anew.</summary>
public sealed class CredentialStories(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>How much of the history is told.</summary>
    public const int Shown = 50;

    private const int MostKeys = 3;
    private const int MostProfiles = 2;

    /// <param name="id">Public id of a credential or a pending flow.</param>
    /// <param name="orphanDays">For so many days orphans are kept.</param>
    /// <param name="cancellation">Ends it between statements.</param>
    /// <returns>Null: there is no such row any more.</returns>
    public async Task<CredentialStory?> FindAsync(string id, int orphanDays, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        if (await CredentialNames.RowAsync(db, id, cancellation) is not { } row || await CredentialNames.OfAsync(db, [row], cancellation) is not [var item])
            return null;
        var allKeys = await db.McpClients.Where(client => client.Id == row.McpClientId).Select(client => client.AllowOnAllVirtualKeys).FirstOrDefaultAsync(cancellation);
        var keys = row.IdentityKind == IdentityKind.Session ? [] : await KeysAsync(db, row, cancellation);
        var covered = row.IdentityKind == IdentityKind.Session || keys.Any(key => key.IsReached);
        var history = await HistoryAsync(db, row, cancellation);
        return new(item, allKeys, keys, covered, await WaysBackAsync(db, row, item, allKeys, keys, covered, cancellation), history, item.OrphanedAt?.AddDays(orphanDays));
    }

    private static async Task<IReadOnlyList<StoryKey>> KeysAsync(DashboardDbContext db, WalkedRow row, CancellationToken cancellation)
    {
        var policy = PolicyRows.Of(db);
        int[] ids = row.IdentityKind == IdentityKind.VirtualKey ? [row.IdentityId]
            : await policy.PeopleOfKeys().Where(person => person.UserId == row.IdentityId).Select(person => person.VirtualKeyId).Distinct().ToArrayAsync(cancellation);
        var keys = await VirtualKeyRows.Of(db).Where(key => ids.Contains(key.Id)).OrderBy(key => Folding.Fold(key.Name)).ThenBy(key => key.Id).ToArrayAsync(cancellation);
        var grants = await db.Grants.Where(grant => ids.Contains(grant.VirtualKeyId) && grant.McpClientId == row.McpClientId)
            .ToDictionaryAsync(grant => grant.VirtualKeyId, grant => grant.Tools, cancellation);
        var reached = new HashSet<int>();
        foreach (var key in ids)
            if (await policy.Between(key, row.McpClientId).Reached().AnyAsync(cancellation))
                reached.Add(key);
        var had = await (
            from given in policy.OfKeys(db.VirtualKeys.Where(key => ids.Contains(key.Id)).Select(key => key.Id)).ProfilesOfKeys()
            join profile in db.AccessProfiles on given.ProfileId equals profile.Id
            where profile.IsActive
            select new
            {
                given.VirtualKeyId,
                profile.PublicId,
                profile.Name,
                Tools = db.ProfileGrants.Where(named => named.ProfileId == profile.Id && named.McpClientId == row.McpClientId).Select(named => named.Tools).FirstOrDefault(),
            }).ToArrayAsync(cancellation);
        var profiles = had.DistinctBy(source => (source.VirtualKeyId, source.PublicId)).OrderBy(source => source.Name, Folding.Comparer)
            .ToLookup(source => source.VirtualKeyId, source => new StoryProfile(source.PublicId, source.Name, source.Tools));
        return [.. keys.Select(key => new StoryKey(
            key.PublicId, key.Name, key.Owner is { IsGroup: true } team ? team.Name : null, grants.GetValueOrDefault(key.Id), [.. profiles[key.Id]], reached.Contains(key.Id)))];
    }

    /// <summary>One look-up by the record's key for each change since the credential was made: no index that every commit would write.</summary>
    private static async Task<IReadOnlyList<StoryMove>> HistoryAsync(DashboardDbContext db, WalkedRow row, CancellationToken cancellation)
    {
        var moved = await (
            from change in db.Changes
            join record in db.ChangedCredentials on change.Id equals record.ChangeId
            where record.McpClientId == row.McpClientId && record.IdentityKind == row.IdentityKind && record.IdentityId == row.IdentityId
                && record.Kind == row.Kind && record.CredentialId == row.Id
            orderby change.Id descending, record.Move
            select new { change.Id, change.CommittedAt, change.Actor, record.Move, record.Reason, record.From, Why = change.Reason }).Take(Shown).ToArrayAsync(cancellation);
        return [.. moved.Select(move => new StoryMove(move.Id, move.CommittedAt, move.Actor, move.Move, move.Reason, move.From, move.Why))];
    }

    private static async Task<IReadOnlyList<WayBack>> WaysBackAsync(
        DashboardDbContext db, WalkedRow row, CredentialItem item, bool allKeys, IReadOnlyList<StoryKey> keys, bool covered, CancellationToken cancellation)
    {
        if (covered)
            return item.Status == CredentialStatus.Orphaned ? [new WayBack.ByRepair()] : [];
        var ways = new List<WayBack>();
        if (item.OrphanedBy is { } by && await db.Changes.Where(change => change.Id == by.ChangeId).Select(change => (EditKind?)change.EditKind).FirstOrDefaultAsync(cancellation) is { } kind
            && kind.CanBeUndone() && !await db.Changes.AnyAsync(change => change.UndoesChangeId == by.ChangeId, cancellation))
            ways.Add(new WayBack.Undo(by.ChangeId));
        // A direct grant covers whatever else names the client; personal keys come before team keys.
        foreach (var key in keys.OrderBy(key => key.Team is not null).Take(MostKeys))
            ways.Add(new WayBack.OnKey(key.Id, key.Name, item.ClientId));
        if (keys.OrderBy(key => key.Team is not null).FirstOrDefault() is { } first)
            foreach (var profile in await GrantingAsync(db, row.McpClientId, first, cancellation))
                ways.Add(new WayBack.ByProfile(profile.Id, profile.Name, first.Id, first.Name));
        if (!allKeys && keys.Any(key => !key.IsNamed))
            ways.Add(new WayBack.OnAllKeys(item.ClientId));
        return ways;
    }

    /// <summary>Active access profiles that grant the client and that the key does not have.</summary>
    private static async Task<IEnumerable<StoryProfile>> GrantingAsync(DashboardDbContext db, int client, StoryKey key, CancellationToken cancellation)
    {
        var none = ToolList.None;
        var had = key.Profiles.Select(profile => profile.Id).ToArray();
        return (await (
            from named in db.ProfileGrants
            join profile in db.AccessProfiles on named.ProfileId equals profile.Id
            where named.McpClientId == client && named.Tools != none && profile.IsActive && !had.Contains(profile.PublicId)
            orderby Folding.Fold(profile.Name), profile.Id
            select new { profile.PublicId, profile.Name, named.Tools }).Take(MostProfiles).ToArrayAsync(cancellation))
            .Select(profile => new StoryProfile(profile.PublicId, profile.Name, profile.Tools));
    }
}
