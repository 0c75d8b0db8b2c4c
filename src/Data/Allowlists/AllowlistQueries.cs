using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Allowlists;

/// <summary>What the page of a virtual key shows: six statements, whatever the number of MCP clients and credentials.</summary>
public sealed class AllowlistQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>The key with this public id and its allowlist; null when there is none.</summary>
    public async Task<Allowlist?> FindAsync(string keyId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = await db.VirtualKeys.AsNoTracking().SingleOrDefaultAsync(row => row.PublicId == keyId, cancellation);
        if (key is null)
            return null;
        var clients = await db.McpClients.OrderBy(client => client.Name)
            .Select(client => new { client.Id, client.ClientId, client.Name, client.AuthType, client.Tools, client.AllowOnAllVirtualKeys })
            .ToArrayAsync(cancellation);
        var direct = await db.Grants.Where(grant => grant.VirtualKeyId == key.Id)
            .ToDictionaryAsync(grant => grant.McpClientId, grant => grant.Tools, cancellation);
        var profiles = await ProfilesAsync(db, key.Id, cancellation);
        var behind = await BehindAsync(db, key.Id, cancellation);
        var facts = await FactsAsync(db, key, cancellation);
        return new Allowlist(facts, [.. clients.Select(client => new AllowlistRow(
            client.ClientId,
            client.Name,
            client.AuthType,
            client.Tools,
            new ClientSources(direct.GetValueOrDefault(client.Id), [.. profiles[client.Id]], client.AllowOnAllVirtualKeys),
            [.. behind[client.Id]]))],
            behind.SelectMany(counts => counts).Where(count => count.Status != CredentialStatus.Pending).Sum(count => count.Count));
    }

    private static async Task<ILookup<int, ProfileTools>> ProfilesAsync(DashboardDbContext db, int key, CancellationToken cancellation)
    {
        var sources =
            from source in PolicyRows.Of(db).ProfileSources()
            where source.VirtualKeyId == key
            join profile in db.AccessProfiles on source.ProfileId equals profile.Id
            orderby profile.Name
            select new { source.McpClientId, profile.PublicId, profile.Name, source.Tools };
        return (await sources.ToArrayAsync(cancellation))
            .ToLookup(source => source.McpClientId, source => new ProfileTools(source.PublicId, source.Name, source.Tools));
    }

    /// <summary>Credentials and pending flows keyed by the key or by one of its people, counted by client and status.</summary>
    private static async Task<ILookup<int, StatusCount>> BehindAsync(DashboardDbContext db, int key, CancellationToken cancellation)
    {
        var rows = Statuses(db.OAuthTokens).Concat(Statuses(db.HeaderCredentials)).Concat(Pending(db.OAuthFlows)).Concat(Pending(db.HeaderFlows));
        var counts =
            from row in rows
            group row by new { row.McpClientId, row.Status } into same
            select new { same.Key.McpClientId, same.Key.Status, Count = same.Count() };
        return (await counts.ToArrayAsync(cancellation))
            .OrderBy(count => count.Status)
            .ToLookup(count => count.McpClientId, count => new StatusCount((CredentialStatus)count.Status, count.Count));

        IQueryable<Standing> Statuses<T>(IQueryable<T> credentials) where T : Credential =>
            Behind(credentials).Select(row => new Standing
            {
                McpClientId = row.McpClientId,
                Status = row.OrphanedAt != null ? (int)CredentialStatus.Orphaned : (int)row.Health,
            });

        IQueryable<Standing> Pending<T>(IQueryable<T> flows) where T : Flow =>
            Behind(flows.Where(flow => flow.Status == FlowStatus.Pending)).Select(row => new Standing
            {
                McpClientId = row.McpClientId,
                Status = (int)CredentialStatus.Pending,
            });

        // Two index ranges; one condition with OR would read the whole table.
        IQueryable<T> Behind<T>(IQueryable<T> keyed) where T : IdentityKeyed =>
            keyed.Where(row => row.VirtualKeyId == key).Concat(
                from person in PolicyRows.Of(db).PeopleOfKeys()
                where person.VirtualKeyId == key
                join row in keyed on (int?)person.UserId equals row.UserId
                select row);
    }

    private static async Task<KeyFacts> FactsAsync(DashboardDbContext db, VirtualKey key, CancellationToken cancellation)
    {
        var owner = await db.People.Where(user => user.Id == key.OwnerUserId)
            .Select(user => new { IsGroup = false, user.PublicId, Name = user.DisplayName })
            .Concat(db.Groups.Where(group => group.Id == key.OwnerGroupId)
                .Select(group => new { IsGroup = true, group.PublicId, Name = group.DisplayName }))
            .SingleOrDefaultAsync(cancellation);
        var edit = await db.ChangedGrants.Where(grant => grant.VirtualKeyId == key.Id)
            .OrderByDescending(grant => grant.ChangeId).Take(1)
            .Join(db.Changes, grant => grant.ChangeId, change => change.Id, (_, change) => new LastEdit(change.Id, change.Actor, change.CommittedAt))
            .SingleOrDefaultAsync(cancellation);
        return new KeyFacts(
            key.PublicId, key.Name, key.SecretPrefix, key.Description, key.IsActive, key.ExpiresAt,
            owner is null ? null : new KeyOwner(owner.IsGroup, owner.PublicId, owner.Name), edit);
    }

    private sealed class Standing
    {
        public int McpClientId { get; init; }
        public int Status { get; init; }
    }
}
