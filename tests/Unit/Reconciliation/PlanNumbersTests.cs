using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>What a plan tells beside the rows that move: who loses, what stays, warnings, the lines of policy; and which rows a page shows.</summary>
public sealed class PlanNumbersTests : IDisposable
{
    private readonly TestDatabase database = new();

    public PlanNumbersTests()
    {
        database.Add(Some.McpClient(1, "Wiki"), Some.McpClient(2, "Mail"), Some.McpClient(3, "Sheets", auth: AuthType.PerUserHeaders, headers: ["x-a"]));
        database.Add(Some.User(1, "Ana"), Some.User(2, "Ben"), Some.VirtualKey(1, "ci-bot", user: 1), Some.VirtualKey(2, "nightly", user: 2), Some.VirtualKey(3, "spare"));
        database.Add(new HeaderNameSet { Id = 1, Names = ["x-a"] }, new HeaderNameSet { Id = 2, Names = ["x-a", "x-b"] }, new McpSession { Id = 1, SessionId = "s1" });
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Who_loses_most_is_named_first_and_who_only_gains_is_not_named()
    {
        database.Add(Some.Grant(1, 1), Some.Grant(1, 2), Some.Grant(2, 1));
        database.Add([
            .. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Token(2, 1, IdentityKind.User, 1), .. Some.Token(3, 2, IdentityKind.User, 1), .. Some.Token(4, 1, IdentityKind.VirtualKey, 2),
            .. Some.Token(5, 3, IdentityKind.VirtualKey, 3, orphaned: true), Some.OAuthFlow(1, 1, IdentityKind.User, 2),
        ]);

        var plan = await database.PlanAsync(new Edit.Bulk(Rows: [Revoke(1, 1), Revoke(1, 2), Revoke(2, 1), new("vk3", "c3", BulkAction.Grant)]));

        Assert.Equal(new MoveCounts(Orphan: 4, Reactivate: 1, Drop: 1), plan.Totals.Moves);
        Assert.Equal([("Ana", 2), ("ci-bot", 1), ("nightly", 1)], plan.Losers.Select(loser => (loser.Name, loser.Count)));
        Assert.Equal((3, 4, 3, 2, 3), (plan.LoserCount, plan.Totals.Lost, plan.VirtualKeys, plan.Users, plan.McpClients));
        Assert.Equal([("Mail", 1), ("Sheets", 1), ("Wiki", 4)], plan.Clients.Select(client => (client.Name, client.Identities)));
    }

    [Fact]
    public async Task At_most_five_losers_are_named_and_all_are_counted()
    {
        for (var key = 10; key < 17; key++)
            database.Add([Some.VirtualKey(key), Some.Grant(key, 1), .. Some.Token(key, 1, IdentityKind.VirtualKey, key)]);
        var plan = await database.PlanAsync(new Edit.Sharing("c1", Set: []));
        Assert.Equal(["key-10", "key-11", "key-12", "key-13", "key-14"], plan.Losers.Select(loser => loser.Name));
        Assert.Equal(7, plan.LoserCount);
    }

    [Fact]
    public async Task A_session_that_goes_with_its_client_is_nobodys_loss()
    {
        database.Add([.. Some.Token(1, 1, IdentityKind.Session, 1), .. Some.Token(2, 1, IdentityKind.VirtualKey, 1)]);
        var plan = await database.PlanAsync(new Edit.DeleteMcpClient("c1"));
        Assert.Equal((2, 1, "ci-bot"), (plan.Totals.Moves.Delete, plan.LoserCount, Assert.Single(plan.Losers).Name));
    }

    /// <summary>Header values of key 1 lose their cover and lack a name, those of key 2 lack a name, those of key 3 stay as they are; a session's are asked of no cover.</summary>
    [Fact]
    public async Task A_row_stays_as_it_is_when_neither_its_cover_nor_its_header_names_move()
    {
        database.Add(Some.Grant(1, 3), Some.Grant(2, 3), Some.Grant(3, 3));
        database.Add([
            .. Some.Header(1, 3, IdentityKind.VirtualKey, 1), .. Some.Header(2, 3, IdentityKind.VirtualKey, 2), .. Some.Header(3, 3, IdentityKind.VirtualKey, 3, names: 2), .. Some.Header(4, 3, IdentityKind.Session, 1),
        ]);
        var plan = await database.PlanAsync(new Edit.Sharing("c3", Remove: ["vk1"], PerUserHeaderKeys: ["x-a", "x-b"]));
        Assert.Equal((new MoveCounts(Orphan: 1, NeedsUpdate: 3), 1), (plan.Totals.Moves, plan.Totals.Unchanged));
    }

    [Fact]
    public async Task A_plan_warns_of_what_cannot_be_brought_back_and_of_nothing_else()
    {
        database.Add(Some.Grant(1, 1), Some.Grant(1, 2), Some.Grant(2, 1));
        Assert.Empty((await database.PlanAsync(new Edit.Allowlist("vk1", Remove: ["c1"]))).Warnings);
        Assert.Empty((await database.PlanAsync(new Edit.Allowlist("vk1", Set: [new("c3", ["*"])]))).Warnings);
        Assert.Equal(["This removes the last grant of key ci-bot."], (await database.PlanAsync(new Edit.Allowlist("vk1", Set: []))).Warnings);
        Assert.Equal(["This removes the last grant of 1 key."], (await database.PlanAsync(new Edit.Sharing("c1", Set: []))).Warnings);
        Assert.Equal(["What is deleted is gone: this change offers no undo."], (await database.PlanAsync(new Edit.DeleteVirtualKey("vk1"))).Warnings);

        database.Add(Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1));
        var dropped = await database.PlanAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        Assert.Equal(["The pending sign-in that is dropped cannot be brought back by undo."], dropped.Warnings);
        var change = await database.ChangeAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        Assert.Equal([$"1 pending sign-in that change {change} dropped will not come back."], (await database.PlanAsync(new Edit.Undo(change))).Warnings);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 6)]
    [InlineData(7, 6)]
    public async Task Tools_that_nobody_knows_are_named_for_five_clients_and_the_rest_is_counted(int clients, int lines)
    {
        McpClient[] added = [.. Enumerable.Range(11, clients).Select(id => Some.McpClient(id))];
        foreach (var client in added)
            client.Tools = ["read"];
        database.Add([.. added]);

        var plan = await database.PlanAsync(new Edit.Allowlist("vk1", Add: [new("c1", ["anything"]), .. added.Select(client => new ClientTools(client.ClientId, ["a", "b", "c", "d", "e", "f", "read"]))]));

        Assert.Equal(lines, plan.Warnings.Count);
        Assert.Equal("client_11 has no tool \"a\", \"b\", \"c\", \"d\", \"e\" and 1 more: a grant of it lets nothing through until the client has it.", plan.Warnings[0]);
        Assert.StartsWith(clients switch { 5 => "client_15 has", 6 => "1 more MCP client is", _ => "2 more MCP clients are" }, plan.Warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_names_tools_nobody_knows_warns_too()
    {
        var client = Some.McpClient(11);
        client.Tools = ["read"];
        database.Add(client, Some.Profile(1));
        Assert.Equal(
            "client_11 has no tool \"write\": a grant of it lets nothing through until the client has it.",
            Assert.Single((await database.PlanAsync(new Edit.Profile("p1", Add: [new("c11", ["read", "write"])]))).Warnings));
    }

    /// <summary>The rest is a number.</summary>
    [Fact]
    public async Task A_plan_keeps_the_first_fifty_lines_of_policy()
    {
        database.Add([.. Enumerable.Range(100, 60).Select(id => Some.McpClient(id)), Some.Profile(1), Some.Group(1), .. Enumerable.Range(100, 60).Select(id => Some.User(id))]);
        ClientTools[] clients = [.. Enumerable.Range(100, 60).Select(id => new ClientTools($"c{id}", ["*"]))];
        string[] users = [.. Enumerable.Range(100, 60).Select(id => $"u{id}")];
        foreach (var edit in new Edit[] { new Edit.Allowlist("vk1", Add: clients), new Edit.Profile("p1", Add: clients), new Edit.Profile("p1", false, Give: new(Users: users)), new Edit.GroupMembers("g1", users) })
            Assert.Equal(PolicyLine.Shown, (await database.PlanAsync(edit)).Policy.Count);
        var both = await database.PlanAsync(new Edit.Sharing("c1", true, Add: [new("vk1", ["*"])]));
        Assert.Equal(["Wiki allowed on all virtual keys", "Wiki granted to key ci-bot (all tools)"], both.Policy.Select(line => line.ToString()));
    }

    [Fact]
    public async Task An_edit_names_its_first_hundred_errors()
    {
        string[] nobody = [.. Enumerable.Range(0, 150).Select(number => $"nobody-{number}")];
        Assert.Equal(100, Assert.IsType<PlanOutcome.Rejected>(await database.Reconciler().PlanAsync(new Edit.Sharing("c1", Remove: nobody))).Errors.Count);
    }

    /// <summary>From two thousand pairs on the rows of the clients are read and those of others passed over.</summary>
    [Fact]
    public async Task A_bulk_edit_of_many_keys_and_clients_moves_the_rows_of_keys_and_of_their_people_and_no_others()
    {
        database.Add([.. Enumerable.Range(100, 50).Select(id => Some.McpClient(id)), .. Enumerable.Range(100, 45).Select(id => Some.VirtualKey(id))]);
        database.Add(Some.Grant(1, 100), Some.Grant(100, 149), Some.Grant(2, 100));
        database.Add([
            .. Some.Token(1, 100, IdentityKind.User, 1), .. Some.Token(2, 149, IdentityKind.VirtualKey, 100), .. Some.Token(3, 100, IdentityKind.VirtualKey, 2), .. Some.Token(4, 100, IdentityKind.User, 2),
        ]);
        string[] keys = ["vk1", .. Enumerable.Range(100, 45).Select(id => $"vk{id}")];

        await database.ChangeAsync(new Edit.Bulk(new(keys), Revoke: [.. Enumerable.Range(100, 50).Select(id => $"c{id}")]));

        using var db = database.CreateDbContext();
        Assert.Equal([1L, 2L], db.OAuthTokens.Where(row => row.OrphanedAt != null).Select(row => row.Id).AsEnumerable().Order());
    }

    [Theory]
    [InlineData("wiki", "t1 t2")]
    [InlineData(" CI-B ", "t1")]
    [InlineData("ana", "t3")]
    [InlineData("user1@", "t3")]
    [InlineData("nobody", "")]
    [InlineData(" ", "t1 t2 t3")]
    public async Task Rows_are_found_by_a_part_of_the_name_of_their_client_key_or_user(string search, string found)
    {
        MoveThree();
        var page = await database.Reconciler().PageAsync(Removal, new TransitionQuery(Search: search));
        Assert.Equal(found, string.Join(' ', page.Items.Select(row => row.Id).Order(StringComparer.Ordinal)));
        Assert.Equal(page.Items.Count, page.Total);
    }

    [Fact]
    public async Task Rows_are_filtered_by_client_move_and_kind()
    {
        MoveThree();
        database.Add(Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 2));
        Assert.Equal("t3", Assert.Single((await PageAsync(new(McpClientId: "c2"))).Items).Id);
        Assert.Equal("of1", Assert.Single((await PageAsync(new(Move: Move.Drop))).Items).Id);
        Assert.Equal(3, (await PageAsync(new(Kind: CredentialKind.OAuthToken))).Total);
        var page = await PageAsync(new(Limit: 2, WithTotal: false));
        Assert.Equal((2, null), (page.Items.Count, page.Total));
        Assert.NotNull(page.NextCursor);

        Task<TransitionPage> PageAsync(TransitionQuery query) => database.Reconciler().PageAsync(Removal, query);
    }

    private static readonly Edit Removal = new Edit.Bulk(Rows: [Revoke(1, 1), Revoke(2, 1), Revoke(1, 2)]);

    private static BulkRow Revoke(int key, int client) => new($"vk{key}", $"c{client}", BulkAction.Revoke);

    private void MoveThree()
    {
        database.Add(Some.Grant(1, 1), Some.Grant(2, 1), Some.Grant(1, 2));
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Token(2, 1, IdentityKind.VirtualKey, 2), .. Some.Token(3, 2, IdentityKind.User, 1)]);
    }
}
