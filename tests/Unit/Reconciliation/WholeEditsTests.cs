using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>A virtual key, an MCP client or an access profile with everything that is asked of it at once: both halves are written, or neither.</summary>
public sealed class WholeEditsTests : IDisposable
{
    private static readonly McpClientSettings Wiki = new("wiki", ConnectionType.Http, "https://wiki.example.com/mcp", AuthType.PerUserHeaders);
    private readonly TestDatabase database = new();
    private readonly JointEdits joint;
    private readonly WholeEdits whole;

    public WholeEditsTests()
    {
        var writes = database.WritesAt();
        joint = new(database.Reconciler(), database.Connections, writes, TimeProvider.System, NullLogger<JointEdits>.Instance);
        whole = new(new McpClientEdits(writes, new StaticHeaders(new SecretProtector(new EphemeralDataProtectionProvider()))));
        database.Add(Some.McpClient(1), Some.User(1), Some.Group(1), Some.Profile(1), Some.VirtualKey(1), Some.Grant(1, 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_new_key_is_made_with_its_owner_and_its_grants_in_one_change()
    {
        var made = await WrittenAsync(WholeEdits.NewKey(new("new", " said "), new NewOwner(UserId: "u1"), [new("c1", ["a"])]));

        Assert.IsType<CommitOutcome.Committed>(made.Commit);
        Assert.NotNull(made.Done.Secret);
        using var db = database.CreateDbContext();
        var key = db.VirtualKeys.Single(row => row.Name == "new");
        Assert.Equal((made.Done.Id, "said", true, 1), (key.PublicId, key.Description, key.IsActive, key.OwnerUserId));
        Assert.Equal(ToolList.Of(["a"]), db.Grants.Single(row => row.VirtualKeyId == key.Id).Tools);
    }

    [Fact]
    public async Task A_new_key_of_nobody_without_grants_is_no_change_of_policy()
    {
        Assert.Null((await WrittenAsync(WholeEdits.NewKey(new("first"), null, null))).Commit);
        Assert.Null((await WrittenAsync(WholeEdits.NewKey(new("second"), null, []))).Commit);
        Assert.NotNull((await WrittenAsync(WholeEdits.NewKey(new("third"), new NewOwner(GroupId: "g1"), null))).Commit);
        Assert.NotNull((await WrittenAsync(WholeEdits.NewKey(new("fourth"), null, [new("c1", ["*"])]))).Commit);
        using var db = database.CreateDbContext();
        Assert.Equal((5, 2), (db.VirtualKeys.Count(), db.Changes.Count()));
    }

    [Fact]
    public async Task A_new_key_whose_grants_are_refused_is_not_made()
    {
        var refused = Assert.IsType<JointOutcome.NotCommitted>(await CommitAsync(WholeEdits.NewKey(new("new"), null, [new("nowhere", ["*"])])));

        Assert.Equal("unknown_mcp_client", Assert.Single(Assert.IsType<CommitOutcome.Rejected>(refused.Why).Errors).Code);
        using var db = database.CreateDbContext();
        Assert.Equal("key-1", db.VirtualKeys.Single().Name);
    }

    /// <summary>The id of what is not made yet is nobody's to know: another object that is made meanwhile takes nothing from the review.</summary>
    [Fact]
    public async Task A_new_key_that_was_reviewed_is_made_though_somebody_made_another_meanwhile()
    {
        var asked = WholeEdits.NewKey(new("new"), new NewOwner(UserId: "u1"), [new("c1", ["*"])]);
        var reviewed = Assert.IsType<PlanOutcome.Planned>((await joint.PlanAsync(asked)).Plan).Plan;
        await WrittenAsync(WholeEdits.NewKey(new("other"), null, null));

        Assert.IsType<CommitOutcome.Committed>((await WrittenAsync(asked, reviewed)).Commit);
    }

    [Fact]
    public async Task A_new_key_with_other_tools_than_those_reviewed_is_stale_and_not_made()
    {
        var reviewed = Assert.IsType<PlanOutcome.Planned>((await joint.PlanAsync(WholeEdits.NewKey(new("new"), null, [new("c1", ["a"])]))).Plan).Plan;

        var stale = Assert.IsType<JointOutcome.NotCommitted>(await CommitAsync(WholeEdits.NewKey(new("new"), null, [new("c1", ["*"])]), reviewed));

        Assert.IsType<CommitOutcome.Stale>(stale.Why);
        using var db = database.CreateDbContext();
        Assert.Equal(1, db.VirtualKeys.Count());
    }

    [Fact]
    public async Task Whatever_is_given_of_a_key_becomes_so_and_the_rest_stays()
    {
        Assert.Null((await WrittenAsync(WholeEdits.Key("vk1", new(IsActive: false), null, null))).Commit);
        Assert.Equal(("key-1", false, null, 1, 1), Stored());
        Assert.NotNull((await WrittenAsync(WholeEdits.Key("vk1", new(), new NewOwner(UserId: "u1"), null))).Commit);
        Assert.Equal(("key-1", false, 1, 1, 2), Stored());
        Assert.NotNull((await WrittenAsync(WholeEdits.Key("vk1", new("renamed"), null, []))).Commit);
        Assert.Equal(("renamed", false, 1, 0, 4), Stored());
        // Nothing of it is another: its version stays.
        Assert.Null((await WrittenAsync(WholeEdits.Key("vk1", new("renamed", IsActive: false), null, null))).Commit);
        Assert.IsType<CommitOutcome.Nothing>((await WrittenAsync(WholeEdits.Key("vk1", new(), null, []))).Commit);
        Assert.Equal(("renamed", false, 1, 0, 4), Stored());
        Assert.IsType<EditOutcome.Gone>(Assert.IsType<JointOutcome.Refused>(await CommitAsync(WholeEdits.Key("vk9", new("x"), null, null))).Why);

        (string, bool, int?, int, int) Stored()
        {
            using var db = database.CreateDbContext();
            var key = db.VirtualKeys.Single();
            return (key.Name, key.IsActive, key.OwnerUserId, db.Grants.Count(), key.Version);
        }
    }

    [Fact]
    public async Task A_name_that_is_taken_and_an_end_that_is_past_write_neither_half_of_a_key()
    {
        database.Add(Some.VirtualKey(2));
        foreach (var (patch, field) in new[] { (new VirtualKeyPatch("key-2"), "name"), (new VirtualKeyPatch(ExpiresAt: new(Some.Time.AddYears(-20))), "expires_at"), (new VirtualKeyPatch(Description: new("a\u202Eb")), "description") })
            Assert.Equal(field, Assert.IsType<EditOutcome.Refused>(Assert.IsType<JointOutcome.Refused>(await CommitAsync(WholeEdits.Key("vk1", patch, null, []))).Why).Field);
        using var db = database.CreateDbContext();
        Assert.Equal((1, 0), (db.Grants.Count(), db.VirtualKeys.Single(row => row.Id == 1).Version));
    }

    [Fact]
    public async Task A_new_client_is_made_with_who_may_reach_it()
    {
        Assert.Null((await WrittenAsync(whole.NewClient(Wiki, "c2", ["x-a"], NoHeaders, allKeys: false, null))).Commit);
        Assert.Null((await WrittenAsync(whole.NewClient(Wiki with { Name = "two" }, "c3", ["x-a"], NoHeaders, allKeys: false, []))).Commit);
        Assert.NotNull((await WrittenAsync(whole.NewClient(Wiki with { Name = "three" }, "c4", ["x-a"], NoHeaders, allKeys: true, null))).Commit);
        Assert.NotNull((await WrittenAsync(whole.NewClient(Wiki with { Name = "four" }, "c5", ["x-a"], NoHeaders, allKeys: false, [new("vk1", ["a"])]))).Commit);
        using var db = database.CreateDbContext();
        Assert.Equal(["c4"], db.McpClients.Where(row => row.AllowOnAllVirtualKeys).Select(row => row.ClientId));
        Assert.Equal(ToolList.Of(["a"]), db.Grants.Single(grant => grant.McpClientId == db.McpClients.Single(row => row.ClientId == "c5").Id).Tools);
    }

    [Fact]
    public async Task Whatever_is_given_of_a_client_becomes_so_and_the_rest_stays()
    {
        await WrittenAsync(whole.NewClient(Wiki, "c2", ["x-a"], NoHeaders, allKeys: false, [new("vk1", ["*"])]));
        Assert.Null((await WrittenAsync(whole.Client("c2", new(Name: "renamed"), null, null, null))).Commit);
        Assert.Equal(("renamed", false, "x-a", 1), Stored());
        Assert.NotNull((await WrittenAsync(whole.Client("c2", new(), true, null, null))).Commit);
        Assert.Equal(("renamed", true, "x-a", 1), Stored());
        Assert.NotNull((await WrittenAsync(whole.Client("c2", new(), null, [], null))).Commit);
        Assert.Equal(("renamed", true, "x-a", 0), Stored());
        Assert.NotNull((await WrittenAsync(whole.Client("c2", new(), null, null, ["x-b"]))).Commit);
        Assert.Equal(("renamed", true, "x-b", 0), Stored());
        Assert.NotNull((await WrittenAsync(whole.Client("c2", new(Disabled: true), false, null, null))).Commit);
        Assert.Equal(("renamed", false, "x-b", 0), Stored());
        // Asked for nothing: nothing is another.
        Assert.Null((await WrittenAsync(whole.Client("c2", new(), null, null, null))).Commit);
        Assert.IsType<EditOutcome.Gone>(Assert.IsType<JointOutcome.Refused>(await CommitAsync(whole.Client("c9", new(Name: "x"), null, null, null))).Why);

        (string, bool, string, int) Stored()
        {
            using var db = database.CreateDbContext();
            var client = db.McpClients.Single(row => row.ClientId == "c2");
            return (client.Name, client.AllowOnAllVirtualKeys, string.Join(' ', client.PerUserHeaderKeys), db.Grants.Count(grant => grant.McpClientId == client.Id));
        }
    }

    [Fact]
    public async Task A_new_profile_is_made_with_what_it_names_and_whom_it_is_given_to()
    {
        Assert.Null((await WrittenAsync(WholeEdits.NewProfile("one", isActive: true, null, null))).Commit);
        Assert.Null((await WrittenAsync(WholeEdits.NewProfile("two", isActive: true, [], null))).Commit);
        await WrittenAsync(WholeEdits.NewProfile("three", isActive: false, null, null));
        await WrittenAsync(WholeEdits.NewProfile("four", isActive: true, [new("c1", ["a"])], null));
        await WrittenAsync(WholeEdits.NewProfile("five", isActive: true, null, new(["vk1"])));
        using var db = database.CreateDbContext();
        Assert.Equal(["three"], db.AccessProfiles.Where(row => !row.IsActive).Select(row => row.Name));
        Assert.Equal("four", db.AccessProfiles.Single(row => row.Id == db.ProfileGrants.Single().ProfileId).Name);
        Assert.Equal("five", db.AccessProfiles.Single(row => row.Id == db.ProfileAssignments.Single().ProfileId).Name);
    }

    [Fact]
    public async Task Whatever_is_given_of_a_profile_becomes_so_and_the_rest_stays()
    {
        Assert.Null((await WrittenAsync(WholeEdits.Profile("p1", "renamed", null, null, null))).Commit);
        Assert.Equal(("renamed", true, 0, 0, 1), Stored());
        await WrittenAsync(WholeEdits.Profile("p1", null, false, null, null));
        Assert.Equal(("renamed", false, 0, 0, 2), Stored());
        await WrittenAsync(WholeEdits.Profile("p1", null, null, [new("c1", ["*"])], null));
        Assert.Equal(("renamed", false, 1, 0, 3), Stored());
        await WrittenAsync(WholeEdits.Profile("p1", null, null, null, new(Users: ["u1"])));
        Assert.Equal(("renamed", false, 1, 1, 4), Stored());
        await WrittenAsync(WholeEdits.Profile("p1", "again", true, [], new()));
        Assert.Equal(("again", true, 0, 0, 6), Stored());
        // Asked for nothing, and for the name it has: nothing is another.
        Assert.Null((await WrittenAsync(WholeEdits.Profile("p1", null, null, null, null))).Commit);
        Assert.Null((await WrittenAsync(WholeEdits.Profile("p1", " again ", null, null, null))).Commit);
        Assert.Equal(("again", true, 0, 0, 6), Stored());

        (string, bool, int, int, int) Stored()
        {
            using var db = database.CreateDbContext();
            var profile = db.AccessProfiles.Single();
            return (profile.Name, profile.IsActive, db.ProfileGrants.Count(), db.ProfileAssignments.Count(), profile.Version);
        }
    }

    [Fact]
    public async Task An_edit_alone_is_planned_and_committed_as_ever()
    {
        var alone = JointEdit.Of(new Edit.Allowlist("vk1", Remove: ["c1"]));
        var plan = Assert.IsType<PlanOutcome.Planned>((await joint.PlanAsync(alone)).Plan).Plan;
        Assert.IsType<CommitOutcome.Committed>((await WrittenAsync(alone, plan)).Commit);
        Assert.IsType<CommitOutcome.AlreadyCommitted>((await WrittenAsync(alone, plan)).Commit);
    }

    private static readonly Dictionary<string, string> NoHeaders = [];

    private async Task<JointOutcome.Written> WrittenAsync(JointEdit edit, Plan? reviewed = null) => Assert.IsType<JointOutcome.Written>(await CommitAsync(edit, reviewed));

    private Task<JointOutcome> CommitAsync(JointEdit edit, Plan? reviewed = null) =>
        joint.CommitAsync(edit, new CommitRequest(Some.Admin) { Fingerprint = reviewed?.Fingerprint, Reviewed = reviewed }, TestContext.Current.CancellationToken);
}
