using System.Reflection;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Settings;
using Gatehouse.Data.Tokens;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.History;

/// <summary>Every edit that moves no credential leaves an entry with what was before and what is since, and no secret in it.</summary>
public sealed class RecordedEditsTests : IDisposable
{
    private const string Secret = "canary-9c1d-value";
    private readonly TestDatabase database = new();
    private readonly Writes writes;
    private readonly HashSet<string> walked = [];

    public RecordedEditsTests()
    {
        writes = database.WritesAt();
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.User(1), Some.Group(1), Some.Profile(1));
    }

    public void Dispose()
    {
        writes.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task Every_edit_leaves_an_entry_with_before_and_after()
    {
        var headers = new StaticHeaders(new Data.Secrets.SecretProtector(new EphemeralDataProtectionProvider()));
        var clients = new McpClientEdits(writes, headers);
        var settings = new McpClientSettings("billing", ConnectionType.Http, "https://mcp.example.com/one", AuthType.None, false, null, false);
        await IsAsync(() => clients.CreateAsync(Some.Admin, settings, "billing", [], false, Cancel), "McpClientEdits.CreateAsync", RecordAction.ClientMade, null, "https://mcp.example.com/one");
        await IsAsync(
            () => clients.ChangeAsync(Some.Admin, "billing", 0, settings with { Address = "https://other.example.com", InsecureSkipVerify = true }, [], Cancel),
            "McpClientEdits.ChangeAsync", RecordAction.ClientRepointed, """{"address":"https://mcp.example.com/one","tls_verification":"yes"}""", """{"address":"https://other.example.com","tls_verification":"no"}""");
        await IsAsync(() => clients.SetHeaderAsync(Some.Admin, "billing", 1, "x-team", Secret, Cancel), "McpClientEdits.SetHeaderAsync", RecordAction.ClientChanged, null, "x-team");
        await IsAsync(() => clients.RemoveHeaderAsync(Some.Admin, "billing", 2, "x-team", Cancel), "McpClientEdits.RemoveHeaderAsync", RecordAction.ClientChanged, "x-team", null);
        await IsAsync(() => clients.RecordToolsAsync(Some.Admin, "billing", ["pay"], Cancel), "McpClientEdits.RecordToolsAsync", RecordAction.ClientToolsRead, null, "pay");

        var keys = new VirtualKeyEdits(writes);
        await IsAsync(
            () => keys.ChangeAsync(Some.Admin, "vk1", 0, "renamed", null, false, null, Cancel),
            "VirtualKeyEdits.ChangeAsync", RecordAction.KeyChanged, """{"name":"key-1","active":"yes"}""", """{"name":"renamed","active":"no"}""");
        await IsAsync(() => keys.RotateAsync(Some.Admin, "vk1", Cancel), "VirtualKeyEdits.RotateAsync", RecordAction.KeyRotated, null, """{"secret":"changed"}""");

        var profiles = new ProfileEdits(writes);
        await IsAsync(() => profiles.CreateAsync(Some.Admin, "Finance", Cancel), "ProfileEdits.CreateAsync", RecordAction.ProfileMade, null, """{"name":"Finance"}""");
        await IsAsync(() => profiles.RenameAsync(Some.Admin, "p1", 0, "Sales", Cancel), "ProfileEdits.RenameAsync", RecordAction.ProfileChanged, """{"name":"Profile 1"}""", """{"name":"Sales"}""");

        var people = new PeopleEdits(writes);
        await IsAsync(() => people.CreateUserAsync(Some.Admin, "Nina", "nina", Cancel), "PeopleEdits.CreateUserAsync", RecordAction.UserMade, null, """{"name":"Nina","user_name":"nina"}""");
        await IsAsync(
            () => people.RenameUserAsync(Some.Admin, "u1", new("User 1", "user1@example.com"), new("Ben", "user1@example.com"), Cancel),
            "PeopleEdits.RenameUserAsync", RecordAction.UserChanged, """{"name":"User 1"}""", """{"name":"Ben"}""");
        await IsAsync(() => people.SwitchUserAsync(Some.Admin, "u1", false, Cancel), "PeopleEdits.SwitchUserAsync", RecordAction.UserChanged, """{"active":"yes"}""", """{"active":"no"}""");
        await IsAsync(() => people.CreateGroupAsync(Some.Admin, "Legal", Cancel), "PeopleEdits.CreateGroupAsync", RecordAction.GroupMade, null, """{"name":"Legal"}""");
        await IsAsync(() => people.RenameGroupAsync(Some.Admin, "g1", "Group 1", "Law", Cancel), "PeopleEdits.RenameGroupAsync", RecordAction.GroupChanged, """{"name":"Group 1"}""", """{"name":"Law"}""");

        var chosen = new SettingEdits(writes);
        await IsAsync(() => chosen.KeepOrphansAsync(Some.Admin, 30, Cancel), "SettingEdits.KeepOrphansAsync", RecordAction.SettingsChanged, "as configured", ":\"30\"");
        await IsAsync(() => chosen.GuardAsync(Some.Admin, 5, null, Cancel), "SettingEdits.GuardAsync", RecordAction.SettingsChanged, "as configured", ":\"5\"");

        var tokens = new ApiTokenStore(database, writes, TimeProvider.System);
        var token = await IsAsync(() => tokens.CreateAsync(Some.Admin, "ci", Role.Viewer, null, Cancel), "ApiTokenStore.CreateAsync", RecordAction.TokenMade, null, """{"role":"viewer"}""");
        await IsAsync(() => tokens.RevokeAsync(Some.Admin, token.Id, Cancel), "ApiTokenStore.RevokeAsync", RecordAction.TokenRevoked, """{"revoked":"no"}""", """{"revoked":"yes"}""");

        await NoSecretAsync(Secret, token.Secret!);
        Assert.Equal(Edits().Order(StringComparer.Ordinal), walked.Order(StringComparer.Ordinal));
    }

    /// <summary>Every public edit of a class that pages and routes edit with; those of sign-ins have tests of their own.</summary>
    private static IEnumerable<string> Edits() =>
        from type in new[] { typeof(McpClientEdits), typeof(VirtualKeyEdits), typeof(ProfileEdits), typeof(PeopleEdits), typeof(SettingEdits), typeof(ApiTokenStore) }
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor)
        select $"{type.Name}.{method.Name}";

    /// <summary>The edit is made, and the last entry is of this action, with these texts before and after (null: none).</summary>
    private async Task<EditOutcome.Done> IsAsync(Func<Task<EditOutcome>> edit, string name, string action, string? before, string? after)
    {
        walked.Add(name);
        var done = Assert.IsType<EditOutcome.Done>(await edit());
        await using var db = database.CreateDbContext();
        var entry = await db.Events.OrderByDescending(row => row.Id).FirstAsync(Cancel);
        Assert.Equal((action, "mara", Origin.Page), (entry.Action, entry.Actor, entry.Origin));
        Holds(before, entry.Before);
        Holds(after, entry.After);
        return done;

        void Holds(string? expected, string? written)
        {
            if (expected is null)
                Assert.True(written is null, $"{name}: {written}");
            else
                Assert.True(written?.Contains(expected, StringComparison.Ordinal), $"{name}: {written}");
        }
    }

    private async Task NoSecretAsync(params string[] secrets)
    {
        await using var db = database.CreateDbContext();
        foreach (var entry in await db.Events.ToArrayAsync(Cancel))
            Assert.DoesNotContain(secrets, secret => $"{entry.Before}{entry.After}{entry.Search}".Contains(secret, StringComparison.Ordinal));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
