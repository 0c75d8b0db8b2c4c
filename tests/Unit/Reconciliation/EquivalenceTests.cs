using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>
/// Where we do not differ on purpose we end where the reference ends: in worlds without profiles, users and empty tool lists, with
/// credentials that are active or orphaned. Its algorithm for one key, in plain loops: what is not in the key's effective allowlist and
/// active is orphaned, what is in it and orphaned is active, pending flows of what is not are deleted. For a client's edit it does so
/// for each key that holds something for it.
/// </summary>
public sealed class EquivalenceTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task We_end_where_the_reference_ends()
    {
        var moved = 0;
        for (var seed = 1; seed <= 300; seed++)
        {
            ComparedStatements.AreTrusted = seed > 10;
            var random = new Random(seed);
            var world = Plain(World.Of(random));
            world.Load(database);
            var reconciler = database.Reconciler();
            // In step from the start: drift elsewhere is healed by us only where the edit is, by the reference for every client of a key it visits.
            await reconciler.CommitAsync(new Edit.Repair(), new CommitRequest(new Actor("repair", Role.Admin, Origin.Command)));
            var before = Statuses();

            var edit = Edit(world, random);
            await reconciler.CommitAsync(edit, new CommitRequest(new Actor("equivalence", Role.Admin, Origin.Api)));

            var after = Statuses();
            Assert.True(Reference(before).SetEquals(after), $"Seed {seed}: {edit}");
            moved += before.SetEquals(after) ? 0 : 1;
        }
        output.WriteLine($"300 worlds, {moved} of them moved rows, no difference.");
        Assert.True(moved > 60, "Many worlds must move something, or the property says nothing.");
    }

    private static World Plain(World world) => world with
    {
        Keys = [.. world.Keys.Select(key => Some.VirtualKey(key.Id))],
        Grants = [.. world.Grants.Where(grant => !grant.Tools.IsNone)],
        Profiles = [],
        ProfileGrants = [],
        Assignments = [],
        Tokens = [.. world.Tokens.Where(row => row.IdentityKind == IdentityKind.VirtualKey && row.Health == CredentialHealth.Healthy)],
        Headers = [.. world.Headers.Where(row => row.IdentityKind == IdentityKind.VirtualKey && row.Health == CredentialHealth.Healthy)],
        OAuthFlows = [.. world.OAuthFlows.Where(row => row.IdentityKind == IdentityKind.VirtualKey)],
        HeaderFlows = [.. world.HeaderFlows.Where(row => row.IdentityKind == IdentityKind.VirtualKey)],
    };

    private static Edit Edit(World world, Random random)
    {
        var key = world.Keys[random.Next(world.Keys.Count)].PublicId;
        var client = world.Clients[random.Next(world.Clients.Count)].ClientId;
        return random.Next(3) switch
        {
            0 => new Edit.Allowlist(key, [.. world.Clients.Where(_ => random.Next(2) == 0).Select(one => new ClientTools(one.ClientId, ["*"]))]),
            1 => new Edit.Sharing(client, random.Next(2) == 0),
            _ => new Edit.Sharing(client, Add: [new(key, ["*"])], Remove: [.. world.Keys.Where(one => one.PublicId != key && random.Next(2) == 0).Select(one => one.PublicId)]),
        };
    }

    /// <summary>Its algorithm over what stood before the edit, with the grants that stand now, for every key.</summary>
    private HashSet<(CredentialKind, long, int, int, string)> Reference(HashSet<(CredentialKind Kind, long Id, int Key, int Client, string Status)> before)
    {
        using var db = database.CreateDbContext();
        var direct = db.Grants.AsEnumerable().Select(grant => (grant.VirtualKeyId, grant.McpClientId)).ToHashSet();
        var everyone = db.McpClients.Where(client => client.AllowOnAllVirtualKeys).Select(client => client.Id).ToHashSet();
        var rows = new HashSet<(CredentialKind, long, int, int, string)>();
        foreach (var row in before)
        {
            var effective = direct.Contains((row.Key, row.Client)) || everyone.Contains(row.Client);
            var isFlow = row.Kind is CredentialKind.OAuthFlow or CredentialKind.HeaderFlow;
            if (isFlow && row.Status == "Pending" && !effective)
                continue;
            var status = isFlow ? row.Status
                : row.Status == "Active" && !effective ? "Orphaned"
                : row.Status == "Orphaned" && effective ? "Active"
                : row.Status;
            rows.Add((row.Kind, row.Id, row.Key, row.Client, status));
        }
        return rows;
    }

    private HashSet<(CredentialKind Kind, long Id, int Key, int Client, string Status)> Statuses()
    {
        using var db = database.CreateDbContext();
        return [.. db.OAuthTokens.AsEnumerable().Select(row => (CredentialKind.OAuthToken, row.Id, row.IdentityId, row.McpClientId, row.Status.ToString()))
            .Concat(db.HeaderCredentials.AsEnumerable().Select(row => (CredentialKind.HeaderCredential, row.Id, row.IdentityId, row.McpClientId, row.Status.ToString())))
            .Concat(db.OAuthFlows.AsEnumerable().Select(row => (CredentialKind.OAuthFlow, row.Id, row.IdentityId, row.McpClientId, row.Status.ToString())))
            .Concat(db.HeaderFlows.AsEnumerable().Select(row => (CredentialKind.HeaderFlow, row.Id, row.IdentityId, row.McpClientId, row.Status.ToString())))];
    }
}
