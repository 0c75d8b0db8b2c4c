using System.Text;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Export;
using Gatehouse.Data.Import;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Tests.Unit.Export;

/// <summary>A snapshot that was written is one that is read, and says the same again.</summary>
public sealed class SnapshotExportTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly TestDatabase other = new();

    public SnapshotExportTests()
    {
        var wiki = Some.McpClient(1, "wiki");
        wiki.Tools = ["read", "write"];
        database.Add(wiki, Some.McpClient(2, "sheets", allKeys: true, auth: AuthType.PerUserHeaders, headers: ["x-a"]), Some.User(1, "Ana"), Some.User(2, "Ben"), Some.Group(1), Some.Group(2), Some.Profile(1, active: false), Some.Profile(2));
        database.Add(Some.VirtualKey(1, user: 1), Some.VirtualKey(2, group: 1), Some.VirtualKey(3), new HeaderNameSet { Id = 1, Names = ["x-a"] }, new McpSession { Id = 1, SessionId = "s-1" });
        database.Add(
            Some.Grant(1, 1), Some.Grant(1, 2, ToolList.None), Some.Grant(2, 1, ToolList.Of(["read"])), new Data.Directory.GroupMember { GroupId = 1, UserId = 1 }, new Data.Directory.GroupMember { GroupId = 1, UserId = 2 },
            new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.Of(["read"]) }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 3 }, new ProfileAssignment { ProfileId = 1, UserId = 2 }, new ProfileAssignment { ProfileId = 1, GroupId = 2 });
        database.Add([
            .. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Token(2, 1, IdentityKind.User, 2, orphaned: true), .. Some.Token(3, 1, IdentityKind.Session, 1, health: CredentialHealth.NeedsReauth),
            .. Some.Header(1, 2, IdentityKind.VirtualKey, 2), Some.OAuthFlow(1, 1, IdentityKind.User, 1), Some.HeaderFlow(1, 2, IdentityKind.VirtualKey, 3, FlowStatus.Failed),
        ]);
    }

    public void Dispose()
    {
        database.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task What_is_exported_and_imported_elsewhere_is_exported_there_the_same()
    {
        var first = await WrittenAsync(database);
        Assert.Equal(2 + 2 + 2 + 3 + 2 + 3 + 1 + 1 + 1, first.Rows);

        var importer = new Importer(other, other.WritesAt(), new SecretProtector(new EphemeralDataProtectionProvider()));
        Assert.IsType<ImportOutcome.Imported>(await importer.ImportAsync(Actor.Program, () => new MemoryStream(Encoding.UTF8.GetBytes(first.Text)), new ImportOptions()));

        Assert.Equal(first.Text, (await WrittenAsync(other)).Text);
    }

    [Fact]
    public async Task A_snapshot_says_whom_each_row_is_keyed_by_and_no_secret()
    {
        var text = (await WrittenAsync(database)).Text;
        Assert.Contains("\"auth_mode\":\"session\"", text, StringComparison.Ordinal);
        Assert.Contains("\"session_id\":\"s-1\"", text, StringComparison.Ordinal);
        Assert.Contains("\"auth_mode\":\"user\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", text, StringComparison.Ordinal);
    }

    /// <summary>Whoever wrote by an older tag is told so: every edit of an object gives it another, an edit of something else does not.</summary>
    [Fact]
    public async Task The_tag_of_an_object_is_another_after_each_edit_of_it_and_the_same_after_edits_of_others()
    {
        (ObjectKind Kind, string Id, Edit Edit)[] edits =
        [
            (ObjectKind.VirtualKey, "vk1", new Edit.Allowlist("vk1", Remove: ["c1"])), (ObjectKind.VirtualKey, "vk1", new Edit.Owner("vk1", GroupId: "g1")), (ObjectKind.VirtualKey, "vk2", new Edit.Sharing("c1", Add: [new("vk2", ["*"])])),
            (ObjectKind.McpClient, "c1", new Edit.Allowlist("vk3", Add: [new("c1", ["*"])])), (ObjectKind.McpClient, "c1", new Edit.Sharing("c1", true)), (ObjectKind.McpClient, "c2", new Edit.HeaderKeys("c2", ["x-b"])),
            (ObjectKind.AccessProfile, "p1", new Edit.Profile("p1", true)), (ObjectKind.AccessProfile, "p1", new Edit.Profile("p1", Add: [new("c2", ["*"])])), (ObjectKind.AccessProfile, "p1", new Edit.Profile("p1", Take: new(Users: ["u2"]))),
        ];
        foreach (var (kind, id, edit) in edits)
        {
            var (before, aside) = (await TagAsync(kind, id), await TagAsync(ObjectKind.AccessProfile, "p2"));
            await database.ChangeAsync(edit);
            Assert.NotEqual(before, await TagAsync(kind, id));
            Assert.Equal(aside, await TagAsync(ObjectKind.AccessProfile, "p2"));
        }
        foreach (var kind in new[] { ObjectKind.VirtualKey, ObjectKind.McpClient, ObjectKind.AccessProfile })
            Assert.Null(await TagAsync(kind, "nobody"));

        async Task<string?> TagAsync(ObjectKind kind, string id)
        {
            await using var db = database.CreateDbContext();
            return await ObjectTags.OfAsync(db, kind, id, Cancel);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(string Text, long Rows)> WrittenAsync(TestDatabase from)
    {
        using var stream = new MemoryStream();
        var rows = await new SnapshotWriter(from).WriteAsync(stream, cancellation: Cancel);
        return (Encoding.UTF8.GetString(stream.ToArray()), rows);
    }
}
