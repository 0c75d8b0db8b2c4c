using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>A form that was opened before somebody committed an edit of the same object is told so, and writes nothing.</summary>
public sealed class OpenEditorTests : IDisposable
{
    private readonly TestDatabase database = new();

    public OpenEditorTests()
    {
        database.Add(Some.McpClient(1), Some.McpClient(2), Some.VirtualKey(1), Some.Profile(1));
        database.Add(Some.Grant(1, 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_form_of_a_key_is_told_that_its_allowlist_moved()
    {
        await database.ChangeAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        Assert.IsType<EditOutcome.Conflict>(await new VirtualKeyEdits(database.WritesAt(TimeProvider.System)).ChangeAsync(Some.Admin, "vk1", 0, "new", null, true, null));
        using var db = database.CreateDbContext();
        Assert.Equal(("key-1", 1, false), (db.VirtualKeys.Single().Name, db.VirtualKeys.Single().Version, db.VirtualKeys.Single().UpdatedAt == Some.Time));
    }

    [Fact]
    public async Task A_form_of_a_key_is_told_that_the_sharing_of_a_client_moved_it()
    {
        await database.ChangeAsync(new Edit.Sharing("c1", Remove: ["vk1"]));
        Assert.IsType<EditOutcome.Conflict>(await new VirtualKeyEdits(database.WritesAt(TimeProvider.System)).ChangeAsync(Some.Admin, "vk1", 0, "new", null, true, null));
    }

    [Fact]
    public async Task A_form_of_a_client_is_told_that_its_sharing_moved()
    {
        await database.ChangeAsync(new Edit.Sharing("c1", true));
        var edits = new McpClientEdits(database.WritesAt(TimeProvider.System), new StaticHeaders(new SecretProtector(new EphemeralDataProtectionProvider())));
        Assert.IsType<EditOutcome.Conflict>(await edits.ChangeAsync(Some.Admin, "c1", 0, new("new", ConnectionType.Http, "https://mcp.example.com", AuthType.PerUserOAuth), []));
        using var db = database.CreateDbContext();
        var client = db.McpClients.Single(row => row.Id == 1);
        Assert.Equal(("client_1", 1, false), (client.Name, client.Version, client.UpdatedAt == Some.Time));
    }

    [Fact]
    public async Task A_form_of_an_access_profile_is_told_that_its_content_moved()
    {
        await database.ChangeAsync(new Edit.Profile("p1", Add: [new("c1", ["*"])]));
        Assert.IsType<EditOutcome.Conflict>(await new ProfileEdits(database.WritesAt(TimeProvider.System)).RenameAsync(Some.Admin, "p1", 0, "new"));
        using var db = database.CreateDbContext();
        var profile = db.AccessProfiles.Single();
        Assert.Equal(("Profile 1", 1, false), (profile.Name, profile.Version, profile.UpdatedAt == Some.Time));
    }
}
