using System.Text;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Import;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Import;

public sealed class ImportTests : IDisposable
{
    private const string Policy = """
        "mcp_clients": [
          {"client_id": "github", "name": "github", "auth_type": "per_user_oauth", "tools": ["search", "merge"]},
          {"client_id": "acme", "name": "acme", "auth_type": "per_user_headers", "per_user_header_keys": [" X-Api-Key "], "headers": {"X-Tenant": "static-value"}}],
        "users": [{"id": "u1", "user_name": "ana@example.com", "display_name": "Ana"}],
        "groups": [{"id": "g1", "display_name": "Data", "members": ["u1"]}],
        "virtual_keys": [
          {"id": "vk1", "name": "ci-bot", "secret": "gh-vk-abcdefgh", "owner_group_id": "g1", "mcp_configs": [{"mcp_client_id": "github", "tools_to_execute": ["*"]}]},
          {"id": "vk2", "name": "nobodys"}],
        "access_profiles": [{"id": "p1", "name": "Support", "grants": [{"mcp_client_id": "acme", "tools_to_execute": ["*"]}], "assigned": {"groups": ["g1"], "users": ["u1"], "virtual_keys": ["vk2"]}}]
        """;

    private readonly TestDatabase database = new();
    private readonly SecretProtector protector = new(new EphemeralDataProtectionProvider());

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Every_list_comes_in_with_its_references_and_marks()
    {
        var done = Assert.IsType<ImportOutcome.Imported>(await ImportAsync($$"""
            {"oauth_tokens": [
               {"id": "t1", "auth_mode": "vk", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active", "access_token": "secret-value", "expires_at": "2026-12-01T00:00:00Z", "scopes": ["repo"]},
               {"id": "t2", "user_id": "u1", "mcp_client_id": "github", "health": "needs_reauth", "orphaned": true},
               {"id": "t3", "auth_mode": "session", "session_id": "s-1", "mcp_client_id": "github", "status": "needs_reauth"}],
             "header_credentials": [{"id": "h1", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "active", "headers": {" X-API-Key": "value-one"} }],
             "oauth_flows": [{"id": "f1", "flow_mode": "vk", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "pending", "expires_at": "2026-12-01T00:00:00Z"}],
             "header_flows": [{"id": "f1", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "failed"}],
             "version": 1, {{Policy}}}
            """));

        Assert.Equal(13, done.Total);
        await using var db = database.CreateDbContext();
        var key = await db.VirtualKeys.SingleAsync(row => row.PublicId == "vk1");
        Assert.Equal("gh-vk-abcd", key.SecretPrefix);
        Assert.Equal(VirtualKeySecret.Of("gh-vk-abcdefgh").Hash, key.SecretHash);
        Assert.Equal(["x-api-key"], (await db.McpClients.SingleAsync(row => row.ClientId == "acme")).PerUserHeaderKeys);
        var tokens = await db.OAuthTokens.OrderBy(row => row.Id).ToArrayAsync();
        Assert.Equal([CredentialStatus.Active, CredentialStatus.Orphaned, CredentialStatus.NeedsReauth], tokens.Select(row => row.Status));
        Assert.Equal([IdentityKind.VirtualKey, IdentityKind.User, IdentityKind.Session], tokens.Select(row => row.IdentityKind));
        Assert.Equal(CredentialHealth.NeedsReauth, tokens[1].Health);
        Assert.Equal(["x-api-key"], (await db.HeaderNameSets.SingleAsync()).Names);
        Assert.Equal(3, await db.ProfileAssignments.CountAsync());
        Assert.Equal(FlowStatus.Failed, (await db.HeaderFlows.SingleAsync()).Status);
    }

    [Fact]
    public async Task Secrets_are_protected_at_rest()
    {
        await ImportAsync($$"""{"version": 1, {{Policy}}, "oauth_tokens": [{"id": "t1", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active", "access_token": "canary-one", "refresh_token": "canary-two"}], "header_credentials": [{"id": "h1", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "active", "headers": {"x-api-key": "canary-three"} }]}""");

        await using (var db = database.CreateDbContext())
        {
            Assert.Equal("canary-one", protector.Unprotect((await db.OAuthTokenSecrets.SingleAsync()).AccessToken!));
            Assert.Contains("canary-three", protector.Unprotect((await db.HeaderCredentialSecrets.SingleAsync()).Values!), StringComparison.Ordinal);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        var file = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(database.Path));
        Assert.DoesNotContain("canary", file, StringComparison.Ordinal);
        Assert.DoesNotContain("static-value", file, StringComparison.Ordinal);
        Assert.DoesNotContain("gh-vk-abcdefgh", file, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> BadRows => new()
    {
        { "users", """{"id": "u8", "id": "u9", "user_name": "twice@example.com"}""", "Field \"id\" stands twice in one object." },
        { "users", """{"id": "u8", "ID": "u9", "user_name": "twice@example.com"}""", "stands twice in one object." },
        { "header_credentials", """{"id": "h9", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "active", "headers": {"x-api-key": "canary", "x-api-key": "canary"} }""", "stands twice in one object." },
        { "oauth_tokens", """{"id": "t9", "virtual_key_id": "vk1", "mcp_client_id": "nowhere", "status": "active"}""", "there is no MCP client \"nowhere\"" },
        { "oauth_tokens", """{"id": "t9", "virtual_key_id": "vk9", "mcp_client_id": "github", "status": "active"}""", "there is no virtual key \"vk9\"" },
        { "oauth_tokens", """{"id": "t9", "user_id": "u9", "mcp_client_id": "github", "status": "active"}""", "there is no user \"u9\"" },
        { "oauth_tokens", """{"id": "t9", "virtual_key_id": "vk1", "user_id": "u1", "mcp_client_id": "github", "status": "active"}""", "Exactly one of" },
        { "oauth_tokens", """{"id": "t9", "mcp_client_id": "github", "status": "active"}""", "Exactly one of" },
        { "oauth_tokens", """{"id": "t9", "auth_mode": "user", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active"}""", "keyed by vk" },
        { "oauth_tokens", """{"id": "t9", "auth_mode": "admin", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active"}""", "must be vk, user or session" },
        { "oauth_tokens", """{"id": "t9", "virtual_key_id": "vk1", "mcp_client_id": "github"}""", "Give status" },
        { "oauth_tokens", """{"id": "t9", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active", "orphaned": true}""", "contradict" },
        { "oauth_tokens", """{"id": "t9", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "revoked"}""", "must be one of active, needs_reauth, needs_update, orphaned" },
        { "oauth_tokens", """{"id": "t9", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active", "tokn": "canary"}""", "Unknown field \"tokn\"" },
        { "oauth_tokens", """{"virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active"}""", "Field id is missing" },
        { "oauth_tokens", "17", "A row must be an object" },
        { "header_credentials", """{"id": "h9", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "active", "headers": {"X-Key": "canary", "x-key ": "canary"}}""", "named twice" },
        { "header_credentials", """{"id": "h9", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "active", "headers": {"bad name": "canary"}}""", "is not a header name" },
        { "header_credentials", """{"id": "h9", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "active", "header_names": [""]}""", "A header name is empty" },
        { "header_credentials", """{"id": "h9", "virtual_key_id": "vk1", "mcp_client_id": "acme", "status": "active", "headers": {"a": "canary"}, "header_names": ["b"]}""", "differ" },
        { "oauth_flows", """{"id": "f9", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "started"}""", "must be one of pending" },
        { "virtual_keys", """{"id": "vk1", "name": "again"}""", "There is a virtual key \"vk1\" already" },
        { "virtual_keys", """{"id": "vk9", "name": "ci-bot"}""", "named \"ci-bot\"" },
        { "virtual_keys", """{"id": "vk9", "name": "x", "owner_user_id": "u1", "owner_group_id": "g1"}""", "not both" },
        { "virtual_keys", """{"id": "vk9", "name": "x", "owner_group_id": "g9"}""", "there is no group \"g9\"" },
        { "virtual_keys", """{"id": "vk9", "name": "x", "mcp_configs": [{"mcp_client_id": "github", "tools_to_execute": ["*", "a"]}]}""", "must stand alone" },
        { "virtual_keys", """{"id": "vk9", "name": "x", "mcp_configs": [{"mcp_client_id": "github", "tools_to_execute": []}, {"mcp_client_id": "github", "tools_to_execute": []}]}""", "twice" },
        { "mcp_clients", """{"client_id": "c9", "name": "github"}""", "named \"github\"" },
        { "mcp_clients", """{"client_id": "c9", "name": "c9", "auth_type": "magic"}""", "must be one of none, headers, oauth, per_user_oauth, per_user_headers" },
        { "mcp_clients", """{"client_id": "c9", "name": "c9", "per_user_header_keys": ["A", "a"]}""", "named twice" },
        { "mcp_clients", """{"client_id": "c9", "name": "c9", "disabled": "canary"}""", "Field disabled: has a value of the wrong type" },
        { "users", """{"id": "u9", "user_name": "ana@example.com"}""", "user_name \"ana@example.com\"" },
        { "groups", """{"id": "g9", "display_name": "Nine", "members": ["u9"]}""", "there is no user \"u9\"" },
        { "access_profiles", """{"id": "p9", "name": "Nine", "assigned": {"virtual_keys": ["vk9"]}}""", "there is no virtual key \"vk9\"" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_row_is_named_with_its_reason_and_nothing_is_imported(string list, string row, string reason)
    {
        Assert.IsType<ImportOutcome.Imported>(await ImportAsync($$"""{"version": 1, {{Policy}}}"""));
        var good = list == "users" ? "" : """ "users": [{"id": "u5", "user_name": "new@example.com"}],""";

        var refused = Assert.IsType<ImportOutcome.Refused>(await ImportAsync($$"""{"version": 1,{{good}} "{{list}}": [{{row}}]}"""));

        var shown = Assert.Single(refused.Rows.Shown);
        Assert.Equal((list, 0), (shown.List, shown.Index));
        Assert.Contains(reason, shown.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", shown.Reason, StringComparison.Ordinal);
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.People.CountAsync());
    }

    [Fact]
    public async Task One_credential_stands_per_identity_and_client_and_one_pending_flow()
    {
        var refused = Assert.IsType<ImportOutcome.Refused>(await ImportAsync($$"""
            {"version": 1, {{Policy}},
             "oauth_tokens": [{"id": "t1", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active"}, {"id": "t2", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active"}, {"id": "t1", "virtual_key_id": "vk2", "mcp_client_id": "github", "status": "active"}],
             "oauth_flows": [{"id": "f1", "virtual_key_id": "vk1", "mcp_client_id": "github"}, {"id": "f2", "virtual_key_id": "vk1", "mcp_client_id": "github"}]}
            """));

        Assert.Equal([("oauth_tokens", 1), ("oauth_tokens", 2), ("oauth_flows", 1)], refused.Rows.Shown.Select(row => (row.List, row.Index)));
    }

    [Fact]
    public async Task Skipping_imports_the_good_rows_and_leaves_no_part_of_a_bad_one()
    {
        var done = Assert.IsType<ImportOutcome.Imported>(await ImportAsync($$"""
            {"version": 1, {{Policy}}, "oauth_tokens": [
              {"id": "t1", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active"},
              {"id": "t2", "virtual_key_id": "vk1", "mcp_client_id": "github", "status": "active"}]}
            """, new ImportOptions(SkipBadRows: true)));

        Assert.Equal(1, done.Skipped.Total);
        Assert.Equal(1, done.Rows["oauth_tokens"]);
        await using var db = database.CreateDbContext();
        Assert.Equal("t1", (await db.OAuthTokenSecrets.SingleAsync()).PublicId);
        var entry = await db.Events.SingleAsync(entry => entry.Action == RecordAction.Imported);
        Assert.StartsWith("""{"source":"snapshot",""", entry.After, StringComparison.Ordinal);
        Assert.EndsWith("\"oauth_tokens\":\"1\",\"skipped\":\"1\"}", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        var done = Assert.IsType<ImportOutcome.Imported>(await ImportAsync($$"""{"version": 1, {{Policy}}}""", new ImportOptions(DryRun: true)));

        Assert.True(done.DryRun);
        Assert.Equal(7, done.Total);
        await using var db = database.CreateDbContext();
        Assert.False(await db.McpClients.AnyAsync());
    }

    [Theory]
    [InlineData("""{"version": 2}""", "version 1")]
    [InlineData("""{"version": 1, "tokens": []}""", "Unknown field \"tokens\"")]
    [InlineData("""{"version": 1, "users": 3}""", "users must be a list")]
    [InlineData("""[]""", "JSON object")]
    [InlineData("""{"version": 1, "users": [{"id": "u1"} """, "line 1")]
    [InlineData("not json", "line 1")]
    public async Task A_file_that_is_no_snapshot_is_refused_as_a_whole(string file, string reason)
    {
        var unreadable = Assert.IsType<ImportOutcome.Unreadable>(await ImportAsync(file));
        Assert.Contains(reason, unreadable.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_longer_than_the_buffer_and_bytes_that_trickle_in_are_read()
    {
        var description = new string('x', 200_000);
        var outcome = await ImportAsync($$"""{"version": 1, "virtual_keys": [{"id": "a", "name": "a", "description": "{{description}}"}, {"id": "b", "name": "b"}]}""", trickle: true);

        Assert.Equal(2, Assert.IsType<ImportOutcome.Imported>(outcome).Total);
        await using var db = database.CreateDbContext();
        Assert.Equal(description, (await db.VirtualKeys.SingleAsync(key => key.PublicId == "a")).Description);
    }

    [Fact]
    public async Task An_empty_tool_list_stays_a_deny()
    {
        await ImportAsync("""{"version": 1, "mcp_clients": [{"client_id": "c", "name": "c"}], "virtual_keys": [{"id": "a", "name": "a", "mcp_configs": [{"mcp_client_id": "c", "tools_to_execute": []}]}]}""");

        await using var db = database.CreateDbContext();
        Assert.Equal(ToolList.None, (await db.Grants.SingleAsync()).Tools);
    }

    private Task<ImportOutcome> ImportAsync(string json, ImportOptions? options = null, bool trickle = false) =>
        new Importer(database, database.WritesAt(), protector).ImportAsync(Actor.Program, () => trickle ? new Trickle(Encoding.UTF8.GetBytes(json)) : new MemoryStream(Encoding.UTF8.GetBytes(json)), options ?? new());

    /// <summary>Gives a thousand bytes at a time, as a slow network does.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1000, buffer.Length)], cancellationToken);
    }
}
