using Gatehouse.Data.Access;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Access;

/// <summary>What the runtime check answers, and that it never answers what is no longer true.</summary>
public sealed class AccessCheckTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly AccessCheck check;

    public AccessCheckTests()
    {
        check = new AccessCheck(database, clock);
        database.Add(Some.User(1), Some.User(2), Some.Group(1));
        database.Add(Some.VirtualKey(1), Some.VirtualKey(2, user: 1), Some.VirtualKey(3, group: 1), Some.McpClient(1), Some.McpClient(2, auth: AuthType.None));
        database.Add(new Data.Directory.GroupMember { GroupId = 1, UserId = 2 }, new McpSession { Id = 1, SessionId = "session-1" });
    }

    public void Dispose()
    {
        check.Dispose();
        database.Dispose();
    }

    [Fact]
    public void A_covered_key_with_a_healthy_credential_may()
    {
        database.Add(Some.Grant(1, 1, ToolList.Of(["b", "a"])));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));

        var answer = Key("vk1");

        Assert.True(answer is { Covered: true, Usable: true, Reasons: [] });
        Assert.Equal(["a", "b"], answer.Tools.Names);
        Assert.Equal(new AccessSource(AccessSourceKind.Direct, "vk1", answer.Tools), Assert.Single(answer.Via));
        Assert.Equal(new AccessCredential("t1", CredentialKind.OAuthToken, IdentityKind.VirtualKey, CredentialStatus.Active), answer.Credential);
    }

    [Fact]
    public void A_client_that_asks_for_no_credential_needs_none()
    {
        database.Add(Some.Grant(1, 2));
        Assert.True(check.Ask(new("c2", "vk1")) is { Usable: true, Credential: null });
    }

    [Fact]
    public void Users_come_before_keys_and_keys_before_sessions_and_what_cannot_be_used_is_passed_over()
    {
        database.Add(Some.Grant(2, 1));
        database.Add(Some.Token(1, 1, IdentityKind.Session, 1));
        Assert.Equal("t1", check.Ask(new("c1", "vk2", SessionId: "session-1")).Credential!.Id);
        database.Add(Some.Token(2, 1, IdentityKind.VirtualKey, 2));
        Assert.Equal("t2", check.Ask(new("c1", "vk2", SessionId: "session-1")).Credential!.Id);
        database.Add(Some.Token(3, 1, IdentityKind.User, 1, health: CredentialHealth.NeedsReauth));
        Assert.Equal("t2", check.Ask(new("c1", "vk2", SessionId: "session-1")).Credential!.Id);
        database.Add(Some.Token(4, 1, IdentityKind.User, 2));
        Assert.Equal("t4", check.Ask(new("c1", "vk2", UserId: "u2")).Credential!.Id);
    }

    [Fact]
    public void A_profile_that_a_key_has_in_two_ways_is_one_source()
    {
        database.Add(Some.Profile(1), new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.Of(["a"]) });
        database.Add(new ProfileAssignment { ProfileId = 1, VirtualKeyId = 2 }, new ProfileAssignment { ProfileId = 1, UserId = 1 });
        Assert.Equal([new AccessSource(AccessSourceKind.Profile, "vk2", ToolList.Of(["a"]), "p1", "Profile 1")], Key("vk2").Via);
    }

    [Fact]
    public void The_owner_of_a_personal_key_is_its_user()
    {
        database.Add(Some.Grant(2, 1));
        database.Add(Some.Token(1, 1, IdentityKind.User, 1));
        Assert.Equal(IdentityKind.User, Key("vk2").Credential!.IdentityKind);
    }

    [Theory]
    [InlineData(CredentialHealth.NeedsReauth, false, AccessReason.CredentialNeedsReauth)]
    [InlineData(CredentialHealth.NeedsUpdate, false, AccessReason.CredentialNeedsUpdate)]
    [InlineData(CredentialHealth.Healthy, true, AccessReason.CredentialOrphaned)]
    [InlineData(CredentialHealth.NeedsReauth, true, AccessReason.CredentialOrphaned)]
    public void A_credential_that_is_not_healthy_or_is_orphaned_is_named_with_the_reason(CredentialHealth health, bool orphaned, AccessReason reason)
    {
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned, health));

        var answer = Key("vk1");

        Assert.True(answer is { Covered: true, Usable: false, Credential.Id: "t1" });
        Assert.Equal([reason], answer.Reasons);
    }

    [Fact]
    public async Task Every_no_has_its_reason()
    {
        database.Add(Some.Grant(2, 1));
        Assert.Equal([AccessReason.NotGranted, AccessReason.NoCredential], Key("vk1").Reasons);
        Assert.Equal([AccessReason.NoCredential], Key("vk2").Reasons);
        database.Add(Some.Grant(1, 1, ToolList.None));
        Assert.Equal([AccessReason.ToolListEmpty, AccessReason.NoCredential], Key("vk1").Reasons);
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 2));
        await WriteAsync(db => db.McpClients.Where(client => client.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(client => client.Disabled, true)));
        Assert.Equal([AccessReason.McpClientDisabled], Key("vk2").Reasons);
        await WriteAsync(db => db.People.ExecuteUpdateAsync(set => set.SetProperty(user => user.Active, false)));
        Assert.Equal([AccessReason.UserInactive, AccessReason.McpClientDisabled], Key("vk2").Reasons);
        Assert.True(Key("vk2").Covered);
        Assert.Equal([AccessReason.UnknownMcpClient], check.Ask(new("none", "vk1")).Reasons);
        Assert.Equal([AccessReason.UnknownMcpClient, AccessReason.UnknownVirtualKey, AccessReason.UnknownUser], check.Ask(new("none", "none", "none")).Reasons);
        Assert.Equal([AccessReason.UnknownVirtualKey], check.Ask(new("c1")).Reasons);
    }

    [Fact]
    public async Task A_key_is_refused_from_the_moment_it_expires_and_inactive_wins_over_expired()
    {
        database.Add(Some.Grant(1, 2));
        await WriteAsync(db => db.VirtualKeys.Where(key => key.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(key => key.ExpiresAt, Some.Time.AddMinutes(1))));
        Assert.True(check.Ask(new("c2", "vk1")).Usable);

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([AccessReason.VirtualKeyExpired], check.Ask(new("c2", "vk1")).Reasons);
        var edits = new VirtualKeyEdits(database.WritesAt(clock));
        await edits.ChangeAsync(Some.Admin, "vk1", 0, "key-1", null, false, Some.Time.AddMinutes(1));
        var answer = check.Ask(new("c2", "vk1"));
        Assert.Equal([AccessReason.VirtualKeyInactive], answer.Reasons);
        Assert.True(answer.Covered);
    }

    [Fact]
    public async Task A_user_reaches_through_every_key_and_uses_those_that_are_live()
    {
        database.Add(Some.VirtualKey(4, user: 2), Some.Grant(3, 1, ToolList.Of(["a"])));
        database.Add(Some.Grant(4, 1, ToolList.Of(["b"])));
        database.Add(Some.Token(1, 1, IdentityKind.User, 2));
        var both = check.Ask(new("c1", UserId: "u2"));
        Assert.Equal(["vk3", "vk4"], both.Via.Select(source => source.VirtualKeyId));
        Assert.Equal(["a", "b"], both.Tools.Names);
        Assert.True(both.Usable);

        await WriteAsync(db => db.VirtualKeys.Where(key => key.Id == 3).ExecuteUpdateAsync(set => set.SetProperty(key => key.IsActive, false)));
        Assert.Equal(["b"], check.Ask(new("c1", UserId: "u2")).Tools.Names);

        await WriteAsync(db => db.VirtualKeys.ExecuteUpdateAsync(set => set.SetProperty(key => key.IsActive, false)));
        var none = check.Ask(new("c1", UserId: "u2"));
        Assert.True(none is { Covered: true, Usable: false });
        Assert.Equal([AccessReason.VirtualKeyInactive], none.Reasons);
        Assert.Equal([AccessReason.NotGranted, AccessReason.NoCredential], check.Ask(new("c1", UserId: "u1")).Reasons);
    }

    [Fact]
    public async Task After_a_commit_returned_the_answer_is_no_and_after_its_undo_yes()
    {
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        Assert.True(Key("vk1").Usable);

        var change = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(
            new Edit.Allowlist("vk1", Remove: ["c1"]), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)))).ChangeId;

        var refused = Key("vk1");
        Assert.True(refused is { Covered: false, Usable: false, Via: [] });
        Assert.Equal([AccessReason.NotGranted, AccessReason.CredentialOrphaned], refused.Reasons);
        await database.Reconciler().CommitAsync(new Edit.Undo(change), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)));
        Assert.True(Key("vk1").Usable);
    }

    [Fact]
    public async Task A_commit_under_way_is_not_seen_before_it_is_there_and_does_not_hold_the_check_up()
    {
        database.Add(Some.Grant(1, 2));
        await using var db = database.CreateDbContext();
        await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await db.Grants.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
            TestDatabase.Raise(db);
            Assert.True(check.Ask(new("c2", "vk1")).Usable);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        Assert.False(check.Ask(new("c2", "vk1")).Usable);
    }

    [Fact]
    public void What_was_read_is_kept_until_somebody_commits()
    {
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        var read = Key("vk1").Credential;
        Assert.Same(read, Key("vk1").Credential);

        database.Add(Some.User(3));

        Assert.NotSame(read, Key("vk1").Credential);
        Assert.Equal(read, Key("vk1").Credential);
    }

    private AccessAnswer Key(string key) => check.Ask(new("c1", key));

    private async Task WriteAsync(Func<Data.DashboardDbContext, Task> write)
    {
        await using var db = database.CreateDbContext();
        await write(db);
        TestDatabase.Raise(db);
    }
}
