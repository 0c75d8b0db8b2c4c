using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>
/// The reference's fixture for its set-based rewrite (RM-17, RM-18): six keys and one that holds nothing for the edited client, four
/// clients, rows of every kind in every status, keyed by keys and by users. Its loop over keys, in plain code, ends where our statements end.
/// </summary>
public sealed class SetBasedTests : IDisposable
{
    private const int Target = 1;
    private const int Granted = 2;
    private const int Everyone = 3;
    private const int Revoked = 4;
    private const int Untouched = 7;
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    public static TheoryData<string> Variants => ["target on", "target off", "revoked on", "revoked off", "everyone off", "granted - vk2", "granted + vk5", "target - vk1"];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task RM17_Statements_over_sets_end_where_a_loop_over_keys_ends(string variant)
    {
        Load(database, keys: 7);
        var (client, on, add, remove) = Variant(variant);
        if (variant.EndsWith("off", StringComparison.Ordinal) && client != Everyone)
            await CommitAsync(database, new Edit.Sharing($"c{client}", true));
        await CommitAsync(database, new Edit.Repair());
        var before = Rows();

        await CommitAsync(database, new Edit.Sharing($"c{client}", on, add, remove));

        var after = Rows();
        Assert.Equal(Loop(before, client), after);
        Assert.Equal(before.Where(row => row.Key == Untouched && row.Client == Target), after.Where(row => row.Key == Untouched && row.Client == Target));
    }

    /// <summary>There: at most 14 for both surfaces. Here more, with record and check, and as many for ten times the keys.</summary>
    [Fact]
    public async Task RM18x_The_number_of_statements_does_not_grow_with_the_keys()
    {
        // For a handful of rows reach is asked in place, so the few are some already.
        var some = await StatementsAsync(70);
        Assert.InRange(some, 10, 100);
        Assert.Equal(some, await StatementsAsync(700));
    }

    [Fact]
    public async Task RM16_A_client_with_twelve_keys_goes_with_all_its_assignments_and_leaves_the_others()
    {
        database.Add(Some.McpClient(1), Some.McpClient(2));
        database.Add([.. Enumerable.Range(1, 12).Select(key => Some.VirtualKey(key))]);
        database.Add([.. Enumerable.Range(1, 12).SelectMany(key => new object[] { Some.Grant(key, 1), Some.Grant(key, 2) })]);

        await CommitAsync(database, new Edit.DeleteMcpClient("c1"));

        await using var db = database.CreateDbContext();
        Assert.Equal(Enumerable.Repeat(2, 12), db.Grants.Select(grant => grant.McpClientId));
    }

    private static async Task<int> StatementsAsync(int keys)
    {
        var statements = new CountedStatements();
        using var counted = new TestDatabase(options => options.AddInterceptors(statements));
        Load(counted, keys);
        await CommitAsync(counted, new Edit.Repair());
        statements.Count = 0;
        await CommitAsync(counted, new Edit.Sharing("c3", false));
        return statements.Count;
    }

    private static async Task CommitAsync(TestDatabase database, Edit edit) => Assert.False(
        await database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("fixture", Role.Admin, Origin.Api))) is CommitOutcome.Broken or CommitOutcome.Rejected);

    /// <summary>Key 1 is granted the target, keys 2 and 4 are granted "granted"; "everyone" is on all keys.</summary>
    private static void Load(TestDatabase database, int keys)
    {
        database.Add(Some.McpClient(Target), Some.McpClient(Granted), Some.McpClient(Everyone, allKeys: true), Some.McpClient(Revoked));
        database.Add([.. Enumerable.Range(1, keys).Select(key => Some.VirtualKey(key)), .. Enumerable.Range(1, keys).Select(user => Some.User(user)), new HeaderNameSet { Id = 1, Names = [] }]);
        database.Add(Some.Grant(1, Target), Some.Grant(2, Granted), Some.Grant(4, Granted));
        long id = 0;
        var rows = new List<object>();
        foreach (var kind in new[] { IdentityKind.VirtualKey, IdentityKind.User })
            for (var identity = 1; identity <= keys; identity++)
                foreach (var client in new[] { Target, Granted, Everyone, Revoked }.Where(client => identity != Untouched || client != Target))
                {
                    id++;
                    rows.AddRange(Some.Token(id, client, kind, identity, id % 3 == 1, id % 3 == 2 ? CredentialHealth.NeedsReauth : CredentialHealth.Healthy));
                    rows.AddRange(Some.Header(id, client, kind, identity, id % 3 == 2, id % 3 == 0 ? CredentialHealth.NeedsUpdate : CredentialHealth.Healthy));
                    rows.Add(Some.OAuthFlow(id, client, kind, identity, (id % 3) switch { 0 => FlowStatus.Pending, 1 => FlowStatus.Authorized, _ => FlowStatus.Expired }));
                    rows.Add(Some.HeaderFlow(id, client, kind, identity, (id % 3) switch { 0 => FlowStatus.Completed, 1 => FlowStatus.Pending, _ => FlowStatus.Expired }));
                }
        database.Add([.. rows]);
    }

    private static (int Client, bool? On, KeyTools[]? Add, string[]? Remove) Variant(string text) => text.Split(' ') switch
    {
        [var client, "on"] => (Id(client), true, null, null),
        [var client, "off"] => (Id(client), false, null, null),
        [var client, "+", var key] => (Id(client), null, [new(key, ["*"])], null),
        [var client, _, var key] => (Id(client), null, null, [key]),
        _ => throw new FormatException(text),
    };

    private static int Id(string client) => client switch { "target" => Target, "granted" => Granted, "everyone" => Everyone, _ => Revoked };

    /// <summary>Key by key: rows of the edited client outside what the key reaches are orphaned, inside they come back, pending flows outside go.</summary>
    private List<Row> Loop(List<Row> before, int edited)
    {
        using var db = database.CreateDbContext();
        var everyone = db.McpClients.Where(client => client.AllowOnAllVirtualKeys).Select(client => client.Id).ToHashSet();
        var rows = new List<Row>();
        foreach (var key in before.Where(row => row.IdentityKind == IdentityKind.VirtualKey).Select(row => row.Key).Distinct())
        {
            var reached = db.Grants.Where(grant => grant.VirtualKeyId == key).Select(grant => grant.McpClientId).ToHashSet();
            reached.UnionWith(everyone);
            foreach (var row in before.Where(row => row.IdentityKind == IdentityKind.VirtualKey && row.Key == key))
                if (row.Client != edited)
                    rows.Add(row);
                else if (row.Flow is null)
                    rows.Add(row with { IsOrphaned = !reached.Contains(row.Client) });
                else if (row.Flow != FlowStatus.Pending || reached.Contains(row.Client))
                    rows.Add(row);
        }
        // Users here are people of no key: nothing of theirs is covered, before and after.
        return [.. rows.Concat(before.Where(row => row.IdentityKind == IdentityKind.User)).Order()];
    }

    private List<Row> Rows()
    {
        using var db = database.CreateDbContext();
        return
        [
            .. db.OAuthTokens.AsEnumerable().Select(row => new Row(row.IdentityKind, row.IdentityId, row.McpClientId, 1, row.Id, row.OrphanedAt is not null, row.Health, null))
                .Concat(db.HeaderCredentials.AsEnumerable().Select(row => new Row(row.IdentityKind, row.IdentityId, row.McpClientId, 2, row.Id, row.OrphanedAt is not null, row.Health, null)))
                .Concat(db.OAuthFlows.AsEnumerable().Select(row => new Row(row.IdentityKind, row.IdentityId, row.McpClientId, 3, row.Id, false, null, row.Status)))
                .Concat(db.HeaderFlows.AsEnumerable().Select(row => new Row(row.IdentityKind, row.IdentityId, row.McpClientId, 4, row.Id, false, null, row.Status)))
                .Order(),
        ];
    }

    private sealed record Row(IdentityKind IdentityKind, int Key, int Client, int Table, long Id, bool IsOrphaned, CredentialHealth? Health, FlowStatus? Flow) : IComparable<Row>
    {
        public int CompareTo(Row? other) => (Table, Id).CompareTo((other!.Table, other.Id));
    }
}
