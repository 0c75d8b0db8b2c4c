using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

/// <summary>Why a credential is as it is.</summary>
public sealed class CredentialStoriesTests : IDisposable
{
    private readonly TestDatabase database = new();

    public CredentialStoriesTests()
    {
        database.Add(Some.User(1, "Ana"), Some.Group(1), Some.McpClient(1, "jira"), new HeaderNameSet { Id = 1, Names = [] }, new McpSession { Id = 1, SessionId = "s-1" });
        database.Add(Some.VirtualKey(1, "ci-bot", user: 1), Some.VirtualKey(2, "support", group: 1), new Gatehouse.Data.Directory.GroupMember { GroupId = 1, UserId = 1 });
        database.Add(Some.Grant(1, 1));
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Token(2, 1, IdentityKind.User, 1), .. Some.Token(3, 1, IdentityKind.Session, 1), Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 2)]);
    }

    private CredentialStories Stories => new(database);

    [Fact]
    public async Task What_orphaned_it_and_each_edit_that_brings_it_back_are_told()
    {
        database.Add(Some.Profile(1), new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All });
        var change = await CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]), "not needed any more");

        var story = (await Stories.FindAsync("t1", 90))!;

        Assert.Equal((CredentialStatus.Orphaned, false), (story.Row.Status, story.IsCovered));
        var move = Assert.Single(story.History);
        Assert.Equal((change, "ana", Move.Orphan, Reason.RemovedFromAllowlist, "not needed any more"), (move.ChangeId, move.Actor, move.Move, move.Reason, move.Why));
        Assert.Equal(story.Row.OrphanedAt!.Value.AddDays(90), story.PurgedAt);
        Assert.Equal(
            [new WayBack.Undo(change), new WayBack.OnKey("vk1", "ci-bot", "c1"), new WayBack.ByProfile("p1", "Profile 1", "vk1", "ci-bot"), new WayBack.OnAllKeys("c1")],
            story.WaysBack);
    }

    [Fact]
    public async Task Every_way_back_that_is_told_brings_it_back()
    {
        database.Add(Some.Profile(1), new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All });
        await CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));

        foreach (var id in new[] { "t1", "t2" })
            foreach (var way in (await Stories.FindAsync(id, 90))!.WaysBack)
            {
                var rows = (await database.Reconciler().PageAsync(way.Edit, new TransitionQuery(Move: Move.Reactivate))).Items;
                Assert.Contains(id, rows.Select(row => row.Id));
            }
    }

    [Fact]
    public async Task A_users_credential_is_told_through_every_key_of_theirs()
    {
        var story = (await Stories.FindAsync("t2", 90))!;

        Assert.Equal([("ci-bot", null, true), ("support", "Group 1", false)], story.Keys.Select(key => (key.Name, key.Team, key.IsReached)));
        Assert.True(story.IsCovered);
        Assert.Empty(story.WaysBack);
        Assert.Null(story.PurgedAt);
    }

    [Fact]
    public async Task Where_a_source_denies_it_the_switch_for_all_keys_is_no_way_back()
    {
        await CommitAsync(new Edit.Allowlist("vk1", Add: [new ClientTools("c1", [])]));

        var story = (await Stories.FindAsync("t1", 90))!;

        Assert.Equal(ToolList.None, Assert.Single(story.Keys).Direct);
        Assert.DoesNotContain(story.WaysBack, way => way is WayBack.OnAllKeys);
        Assert.Contains(story.WaysBack, way => way is WayBack.OnKey);
    }

    [Fact]
    public async Task An_orphan_that_is_covered_all_the_same_asks_for_repair()
    {
        database.Add(Some.VirtualKey(3, "qa"), Some.Grant(3, 1));
        database.Add(Some.Header(1, 1, IdentityKind.VirtualKey, 3, orphaned: true));

        var story = (await Stories.FindAsync("h1", 90))!;

        Assert.True(story.IsDrift);
        Assert.Equal([new WayBack.ByRepair()], story.WaysBack);
    }

    [Fact]
    public async Task An_undo_that_was_done_already_is_not_offered_again()
    {
        var change = await CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        await CommitAsync(new Edit.Undo(change));
        var again = await CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));

        var story = (await Stories.FindAsync("t1", 90))!;

        Assert.Equal([Move.Orphan, Move.Reactivate, Move.Orphan], story.History.Select(move => move.Move));
        Assert.Equal([new WayBack.Undo(again)], story.WaysBack.OfType<WayBack.Undo>());
    }

    [Theory]
    [InlineData("t3")]
    [InlineData("of1")]
    public async Task A_session_and_a_pending_sign_in_have_a_story_too(string id) => Assert.Equal(id, (await Stories.FindAsync(id, 90))!.Row.Id);

    [Fact]
    public async Task What_is_not_there_has_no_story() => Assert.Null(await Stories.FindAsync("t99", 90));

    public void Dispose() => database.Dispose();

    private async Task<long> CommitAsync(Edit edit, string? reason = null) =>
        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("ana", Role.Admin, Origin.Page), reason))).ChangeId;
}
