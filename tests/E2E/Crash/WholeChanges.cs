using System.Text.Json;
using Gatehouse.Data;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.E2E.Crash;

/// <summary>
/// Holds a database against its own record: policy must be exactly what it was at first with every recorded change made, and every change must be
/// there whole. A change half written, or a write without a record, is found.
/// </summary>
internal sealed class WholeChanges
{
    private readonly Dictionary<long, string> grants;
    private readonly Dictionary<string, bool> switches;
    private readonly IDbContextFactory<DashboardDbContext> contexts;

    private WholeChanges(IDbContextFactory<DashboardDbContext> contexts, Dictionary<long, string> grants, Dictionary<string, bool> switches) =>
        (this.contexts, this.grants, this.switches) = (contexts, grants, switches);

    /// <summary>The last change known.</summary>
    public long Last { get; private set; }

    public static async Task<WholeChanges> OfAsync(IDbContextFactory<DashboardDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return new(contexts, await GrantsAsync(db), await SwitchesAsync(db));
    }

    /// <summary>Takes up what was committed since it was last called; returns those changes.</summary>
    public async Task<IReadOnlyList<Change>> CheckAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var fresh = await db.Changes.AsNoTracking().Where(change => change.Id > Last).OrderBy(change => change.Id).ToArrayAsync();
        foreach (var change in fresh)
        {
            Assert.NotEqual("", change.Fingerprint);
            await RowsAreThoseCountedAsync(db, change);
            await ReplayAsync(db, change);
        }
        if (fresh is [.., var last])
        {
            await RowsStandAsRecordedAsync(db, last);
            Last = last.Id;
        }
        Assert.Equal(grants.OrderBy(pair => pair.Key), (await GrantsAsync(db)).OrderBy(pair => pair.Key));
        Assert.Equal(switches.OrderBy(pair => pair.Key), (await SwitchesAsync(db)).OrderBy(pair => pair.Key));
        Assert.Equal(0, await db.ChangedCredentials.CountAsync(row => row.ChangeId > Last) + await db.ChangedGrants.CountAsync(row => row.ChangeId > Last));
        Assert.Equal(0, await db.OAuthTokens.CountAsync(row => row.OrphanedByChangeId > Last) + await db.HeaderCredentials.CountAsync(row => row.OrphanedByChangeId > Last));
        return fresh;
    }

    private static async Task RowsAreThoseCountedAsync(DashboardDbContext db, Change change)
    {
        var recorded = await db.ChangedCredentials.Where(row => row.ChangeId == change.Id)
            .GroupBy(row => new { row.Kind, row.Move, row.Reason }).Select(group => new { group.Key, Count = group.Count() }).ToArrayAsync();
        Assert.Equal(
            change.Tallies.OrderBy(tally => (tally.Kind, tally.Transition, tally.Reason)),
            recorded.Select(row => new Tally(row.Key.Kind, row.Key.Move, row.Key.Reason, row.Count)).OrderBy(tally => (tally.Kind, tally.Transition, tally.Reason)));
    }

    private async Task ReplayAsync(DashboardDbContext db, Change change)
    {
        foreach (var row in await db.ChangedGrants.AsNoTracking().Where(row => row.ChangeId == change.Id).ToArrayAsync())
        {
            var pair = Grant.Pair(row.VirtualKeyId, row.McpClientId);
            Assert.Equal(row.Before?.Json, grants.GetValueOrDefault(pair));
            if (row.After is null)
                grants.Remove(pair);
            else
                grants[pair] = row.After.Json;
        }
        if (JsonSerializer.Deserialize<Edit>(change.Edit, DataJson.Options) is Edit.Sharing { AllowOnAllVirtualKeys: { } isOn } sharing)
            switches[sharing.McpClientId] = isOn;
    }

    /// <summary>After the last change no other can have moved its rows on.</summary>
    private static async Task RowsStandAsRecordedAsync(DashboardDbContext db, Change change)
    {
        var rows = db.ChangedCredentials.Where(row => row.ChangeId == change.Id);
        async Task<int> Not(IQueryable<Credential> table, CredentialKind kind) =>
            await rows.CountAsync(row => row.Kind == kind && row.Move == Move.Orphan && !table.Any(credential =>
                credential.McpClientId == row.McpClientId && credential.IdentityKind == row.IdentityKind && credential.IdentityId == row.IdentityId && credential.OrphanedByChangeId == change.Id))
            + await rows.CountAsync(row => row.Kind == kind && row.Move == Move.Reactivate && !table.Any(credential =>
                credential.McpClientId == row.McpClientId && credential.IdentityKind == row.IdentityKind && credential.IdentityId == row.IdentityId && credential.OrphanedAt == null));
        Assert.Equal(0, await Not(db.OAuthTokens, CredentialKind.OAuthToken));
        Assert.Equal(0, await Not(db.HeaderCredentials, CredentialKind.HeaderCredential));
        Assert.Equal(0, await rows.CountAsync(row => row.Move == Move.Drop && (
            (row.Kind == CredentialKind.OAuthFlow && db.OAuthFlows.Any(flow => flow.Id == row.CredentialId))
            || (row.Kind == CredentialKind.HeaderFlow && db.HeaderFlows.Any(flow => flow.Id == row.CredentialId)))));
    }

    private static async Task<Dictionary<long, string>> GrantsAsync(DashboardDbContext db) =>
        (await db.Grants.AsNoTracking().ToArrayAsync()).ToDictionary(grant => Grant.Pair(grant.VirtualKeyId, grant.McpClientId), grant => grant.Tools.Json);

    private static Task<Dictionary<string, bool>> SwitchesAsync(DashboardDbContext db) =>
        db.McpClients.ToDictionaryAsync(client => client.ClientId, client => client.AllowOnAllVirtualKeys);
}
