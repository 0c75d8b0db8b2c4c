using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>What one commit leaves of the rows it moves, and which rows it asks.</summary>
public sealed class TransitionTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task An_orphan_carries_its_change_and_moment_and_what_comes_back_carries_neither()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        var clock = new FakeTimeProvider(Some.Time.AddDays(1));
        var removed = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler(clock).CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page))));
        Assert.Equal((Some.Time.AddDays(1), removed.ChangeId), Mark());

        await database.ChangeAsync(new Edit.Undo(removed.ChangeId));

        Assert.Equal((null, null), Mark());
    }

    [Fact]
    public async Task A_lacking_header_name_needs_an_update_and_a_complete_set_is_healthy()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1, auth: AuthType.PerUserHeaders, headers: ["x-a"], allKeys: true), new HeaderNameSet { Id = 1, Names = ["x-a"] });
        database.Add(Some.Header(1, 1, IdentityKind.VirtualKey, 1));
        await database.ChangeAsync(new Edit.HeaderKeys("c1", ["x-a", "x-b"]));
        Assert.Equal(CredentialHealth.NeedsUpdate, Health());

        await database.ChangeAsync(new Edit.HeaderKeys("c1", ["x-a"]));

        Assert.Equal(CredentialHealth.Healthy, Health());
    }

    /// <summary>Dropping a flow that somebody claimed would take a sign-in away under the hands of its person.</summary>
    [Theory]
    [InlineData(FlowStatus.Pending, false)]
    [InlineData(FlowStatus.Claiming, true)]
    [InlineData(FlowStatus.Authorized, true)]
    public async Task Only_a_pending_flow_is_dropped(FlowStatus status, bool stays)
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.Grant(1, 1));
        database.Add(Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1, status), Some.HeaderFlow(1, 1, IdentityKind.VirtualKey, 1, status));

        await database.ChangeAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));

        using var db = database.CreateDbContext();
        Assert.Equal((stays, stays), (db.OAuthFlows.Any(), db.HeaderFlows.Any()));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("user")]
    [InlineData("group")]
    [InlineData("all of them")]
    public async Task Whom_a_profile_is_taken_from_is_asked_too(string from)
    {
        database.Add(Some.User(1), Some.Group(1), Some.McpClient(1), Some.Profile(1), Some.VirtualKey(1, user: 1), Some.VirtualKey(2, group: 1), Some.VirtualKey(3));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All });
        database.Add(new ProfileAssignment { ProfileId = 1, VirtualKeyId = 3 }, new ProfileAssignment { ProfileId = 1, UserId = 1 }, new ProfileAssignment { ProfileId = 1, GroupId = 1 });
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Token(2, 1, IdentityKind.VirtualKey, 2), .. Some.Token(3, 1, IdentityKind.VirtualKey, 3)]);
        var (edit, lost) = from switch
        {
            "key" => (new Edit.Profile("p1", Take: new(["vk3"])), 3),
            "user" => (new Edit.Profile("p1", Take: new(Users: ["u1"])), 1),
            "group" => (new Edit.Profile("p1", Take: new(Groups: ["g1"])), 2),
            _ => (new Edit.Profile("p1", Assigned: new()), 0),
        };

        await database.ChangeAsync(edit);

        using var db = database.CreateDbContext();
        Assert.Equal(lost == 0 ? [1L, 2L, 3L] : [lost], db.OAuthTokens.Where(row => row.OrphanedAt != null).Select(row => row.Id).AsEnumerable().Order());
    }

    /// <summary>The team key is nobody's that is asked before: what its profile names for it has to be worked out all the same.</summary>
    [Fact]
    public async Task Who_joins_a_group_reaches_what_only_a_profile_names_for_its_team_key()
    {
        database.Add(Some.User(1), Some.Group(1), Some.McpClient(1), Some.Profile(1), Some.VirtualKey(1, group: 1));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 1 });
        database.Add(Some.Token(1, 1, IdentityKind.User, 1, orphaned: true));

        var plan = Assert.IsType<CommitOutcome.Committed>(await database.CommitAsync(new Edit.GroupMembers("g1", ["u1"]))).Plan;

        Assert.Equal(new MoveCounts(Reactivate: 1), plan.Totals.Moves);
        using var db = database.CreateDbContext();
        Assert.Equal(CredentialStatus.Active, db.OAuthTokens.Single().Status);
    }

    /// <summary>The same for a key that somebody gets: it reaches what a profile names for it, and so does its new owner.</summary>
    [Fact]
    public async Task Who_gets_a_key_reaches_what_only_a_profile_names_for_it()
    {
        database.Add(Some.User(1), Some.McpClient(1), Some.Profile(1), Some.VirtualKey(1));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 1 });
        database.Add(Some.Token(1, 1, IdentityKind.User, 1, orphaned: true));

        Assert.Equal(new MoveCounts(Reactivate: 1), (await database.PlanAsync(new Edit.Owner("vk1", UserId: "u1"))).Totals.Moves);
    }

    private (DateTimeOffset?, long?) Mark()
    {
        using var db = database.CreateDbContext();
        return (db.OAuthTokens.Single().OrphanedAt, db.OAuthTokens.Single().OrphanedByChangeId);
    }

    private CredentialHealth Health()
    {
        using var db = database.CreateDbContext();
        return db.HeaderCredentials.Single().Health;
    }
}
