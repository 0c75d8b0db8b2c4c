using Gatehouse.Data.Allowlists;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Allowlists;

/// <summary>What the page of a key reads, on real SQLite.</summary>
public sealed class AllowlistQueriesTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Rows_name_every_client_with_its_sources_and_what_is_behind_it()
    {
        database.Add(Some.User(1, "Ana"), Some.User(2), Some.Group(1), new GroupMember { GroupId = 1, UserId = 1 });
        database.Add(Some.VirtualKey(1, group: 1), Some.VirtualKey(2, user: 2), Some.McpClient(1), Some.McpClient(2, allKeys: true), Some.McpClient(3));
        database.Add(Some.Profile(1), Some.Grant(1, 1));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 3, Tools = ToolList.All }, new ProfileAssignment { ProfileId = 1, GroupId = 1 });
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        database.Add(Some.Token(2, 1, IdentityKind.User, 1, health: CredentialHealth.NeedsReauth));
        database.Add(Some.Token(3, 1, IdentityKind.User, 2));
        database.Add(Some.Header(1, 3, IdentityKind.User, 1, orphaned: true));
        database.Add(Some.OAuthFlow(1, 1, IdentityKind.User, 1), Some.OAuthFlow(2, 1, IdentityKind.User, 1, FlowStatus.Failed));
        await database.Reconciler().CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]), new("mara", Data.History.ChangeOrigin.Page));

        var allowlist = await new AllowlistQueries(database).FindAsync("vk1");
        Assert.Equal(new KeyOwner(true, "g1", "Group 1"), allowlist!.Key.Owner);
        Assert.Equal(("mara", 1), (allowlist.Key.LastEdit!.Actor, allowlist.Key.LastEdit.ChangeId));
        Assert.Equal(3, allowlist.Credentials);
        Assert.Equal(["c1", "c2", "c3"], allowlist.Rows.Select(row => row.ClientId));
        Assert.Equal([false, true, true], allowlist.Rows.Select(row => row.Sources.IsReached));
        Assert.Equal("Profile 1", Assert.Single(allowlist.Rows[2].Sources.Profiles).Name);
        Assert.Equal([new(CredentialStatus.Orphaned, 2)], allowlist.Rows[0].Behind);
        Assert.Equal([new(CredentialStatus.Active, 1)], allowlist.Rows[2].Behind);
        Assert.Null(await new AllowlistQueries(database).FindAsync("vk9"));
    }

    [Fact]
    public async Task Sources_of_a_row_agree_with_the_one_definition_of_cover()
    {
        ToolList?[] grants = [null, ToolList.None, ToolList.Of(["a"])];
        var client = 0;
        database.Add(Some.VirtualKey(1), Some.Profile(1), Some.Profile(2), Some.Profile(3, active: false));
        database.Add(new ProfileAssignment { ProfileId = 1, VirtualKeyId = 1 }, new ProfileAssignment { ProfileId = 2, VirtualKeyId = 1 },
            new ProfileAssignment { ProfileId = 3, VirtualKeyId = 1 });
        foreach (var direct in grants)
            foreach (var first in grants)
                foreach (var second in grants)
                    foreach (var allKeys in new[] { true, false })
                        Add(++client, direct, first, second, allKeys);

        var allowlist = await new AllowlistQueries(database).FindAsync("vk1");
        using var db = database.CreateDbContext();
        var reached = await PolicyRows.Of(db).Reached(GrantOverlay.None).Select(reach => reach.McpClientId).ToListAsync();
        Assert.Equal(54, allowlist!.Rows.Count);
        Assert.All(allowlist.Rows, row => Assert.Equal(reached.Exists(id => row.ClientId == $"c{id}"), row.Sources.IsReached));
        Assert.All(allowlist.Rows, row => Assert.Equal(row.Sources.IsReached, !row.Sources.Effective.IsNone));

        void Add(int id, ToolList? direct, ToolList? first, ToolList? second, bool allKeys)
        {
            database.Add(Some.McpClient(id, allKeys: allKeys));
            if (direct is not null)
                database.Add(Some.Grant(1, id, direct));
            if (first is not null)
                database.Add(new ProfileGrant { ProfileId = 1, McpClientId = id, Tools = first });
            if (second is not null)
                database.Add(new ProfileGrant { ProfileId = 2, McpClientId = id, Tools = second });
            database.Add(new ProfileGrant { ProfileId = 3, McpClientId = id, Tools = ToolList.All });
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(101, true)]
    public async Task The_guardrail_is_a_count_or_a_share_of_all_credentials(int lost, bool over)
    {
        database.Add([.. Enumerable.Range(1, 20).Select(id => Some.VirtualKey(id)), Some.McpClient(1), Some.McpClient(2)]);
        database.Add([.. Enumerable.Range(1, 12).SelectMany(id => Some.Token(id, 1, IdentityKind.VirtualKey, id))]);
        database.Add([.. Enumerable.Range(1, 8).SelectMany(id => Some.Header(id, 2, IdentityKind.VirtualKey, id))]);
        Assert.Equal(over, await new Guardrail(100, .10).IsOverAsync(database, lost));
    }
}
