using Gatehouse.Data.Credentials;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>What comes in, of each generation, from each engine.</summary>
public sealed class BifrostImportTests(PostgreSqlCluster cluster) : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly SecretProtector protector = new(new EphemeralDataProtectionProvider());

    public static TheoryData<BifrostGeneration, string> Sources => new(
        from generation in Enum.GetValues<BifrostGeneration>() from engine in new[] { "SQLite", "PostgreSQL" } select (generation, engine));

    private BifrostImporter Importer => new(database, database.WritesAt(new FakeTimeProvider(BifrostCompany.Now)), protector, new FakeTimeProvider(BifrostCompany.Now));

    public void Dispose() => database.Dispose();

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_sound_database_comes_in_whole_and_the_counts_are_those_of_the_source(BifrostGeneration generation, string engine)
    {
        using var store = BifrostStore.In(engine, cluster);
        var company = new BifrostCompany(store.Connection, generation).Sound();

        var report = Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions())).Report;

        Assert.Equal((generation, engine), (report.Generation, report.Engine));
        Assert.Equal(0, report.Refused.Total);
        Assert.Equal(BifrostTables.Count(store.Connection, "config_mcp_clients"), report.Rows["mcp_clients"]);
        Assert.Equal(BifrostTables.Count(store.Connection, "governance_virtual_keys"), report.Rows["virtual_keys"]);
        Assert.Equal(BifrostTables.Count(store.Connection, "governance_virtual_key_mcp_configs"), report.Rows["grants"]);
        Assert.Equal(BifrostTables.Count(store.Connection, $"{company.Tokens} WHERE auth_mode IN ('vk', 'user', 'session')"), report.Rows["oauth_tokens"]);
        Assert.Equal(BifrostTables.Count(store.Connection, "mcp_per_user_header_credentials"), report.Rows["header_credentials"]);
        Assert.Equal((1, 1), (report.Rows["oauth_flows"], report.Rows["header_flows"]));
        Assert.Equal(generation == BifrostGeneration.Third ? 2 : 0, report.Rows["access_profiles"]);
        Assert.Contains(report.Notes, note => note.StartsWith("1 credential comes in orphaned, the first since 30 May 2026.", StringComparison.Ordinal));
        Assert.Contains(report.LeftOut, left => left.Reason.StartsWith("tokens of the gateway itself", StringComparison.Ordinal) && left.Count == (generation == BifrostGeneration.First ? 1 : 2));
        Assert.Contains(report.LeftOut, left => (left.Reason, left.Count) == ("flows that ended", 1));
        Assert.Contains(report.LeftOut, left => (left.Reason, left.Count) == ("flows that expired", 1));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Marks_dates_and_policy_are_what_they_were(BifrostGeneration generation, string engine)
    {
        using var store = BifrostStore.In(engine, cluster);
        new BifrostCompany(store.Connection, generation).Sound();
        await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions());

        await using var db = database.CreateDbContext();
        var statuses = await db.OAuthTokens.Join(db.OAuthTokenSecrets, token => token.Id, secret => secret.Id, (token, secret) => new { secret.PublicId, Token = token })
            .ToDictionaryAsync(row => row.PublicId, row => row.Token);
        Assert.Equal(CredentialStatus.Active, statuses["t-active"].Status);
        Assert.Equal(CredentialStatus.NeedsReauth, statuses["t-reauth"].Status);
        Assert.Equal(CredentialStatus.Orphaned, statuses["t-orphaned"].Status);
        Assert.Equal(new DateTimeOffset(2026, 5, 30, 8, 0, 0, TimeSpan.Zero), statuses["t-orphaned"].OrphanedAt);
        Assert.Equal(new DateTimeOffset(2026, 5, 28, 10, 11, 12, 123, TimeSpan.Zero), statuses["t-active"].CreatedAt);
        Assert.Equal(IdentityKind.Session, statuses["t-session"].IdentityKind);
        var keys = await db.VirtualKeys.ToDictionaryAsync(key => key.PublicId);
        Assert.Equal(VirtualKeySecret.Of("canary-sk-vk1").Hash, keys["vk1"].SecretHash);
        Assert.True(keys["vk2"].IsActive);
        Assert.Equal("Platform", (await db.Groups.SingleAsync(group => group.Id == keys["vk3"].OwnerGroupId)).DisplayName);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), keys["vk3"].ExpiresAt);
        var clients = await db.McpClients.ToDictionaryAsync(client => client.ClientId);
        Assert.True(clients["wiki"].AllowOnAllVirtualKeys);
        Assert.True(clients["wiki"].InsecureSkipVerify);
        Assert.Equal(["merge", "search"], clients["github"].Tools);
        Assert.Equal((ConnectionType.Stdio, "npx -y @example/files"), (clients["files"].ConnectionType, clients["files"].ConnectionString));
        Assert.Equal("https://acme.example/mcp", clients["acme"].ConnectionString);
        Assert.Equal(["x-api-key"], (await db.HeaderNameSets.SingleAsync()).Names);
        var granted = await db.Grants.SingleAsync(grant => grant.VirtualKeyId == keys["vk2"].Id);
        Assert.Equal((clients["github"].Id, """["search"]"""), (granted.McpClientId, granted.Tools.Json));
    }

    [Fact]
    public async Task A_virtual_MCP_becomes_an_access_profile_of_the_keys_it_was_given()
    {
        using var store = BifrostStore.InSqlite();
        new BifrostCompany(store.Connection, BifrostGeneration.Third).Sound();
        await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions());

        await using var db = database.CreateDbContext();
        var profile = await db.AccessProfiles.SingleAsync(row => row.PublicId == "vm1");
        var content = await db.ProfileGrants.Where(grant => grant.ProfileId == profile.Id).Join(db.McpClients, grant => grant.McpClientId, client => client.Id, (grant, client) => new { client.ClientId, grant.Tools })
            .ToDictionaryAsync(row => row.ClientId, row => row.Tools.Json);
        Assert.Equal(new Dictionary<string, string> { ["github"] = """["search"]""", ["acme"] = """["*"]""" }, content);
        var key = await db.ProfileAssignments.Where(given => given.ProfileId == profile.Id).Select(given => given.VirtualKeyId).SingleAsync();
        Assert.Equal("vk5", (await db.VirtualKeys.SingleAsync(row => row.Id == key)).PublicId);
        Assert.False((await db.AccessProfiles.SingleAsync(row => row.PublicId == "vm2")).IsActive);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Every_bad_row_is_named_by_table_and_id_and_nothing_comes_in_unless_they_are_skipped(BifrostGeneration generation, string engine)
    {
        using var store = BifrostStore.In(engine, cluster);
        var company = new BifrostCompany(store.Connection, generation).Sound().Broken();
        var refused = Assert.IsType<BifrostOutcome.Refused>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions())).Report;

        var reasons = refused.Refused.Shown.ToDictionary(row => $"{row.Table}/{row.Id}", row => row.Reason);
        void Says(string row, string reason) => Assert.Contains(reason, reasons[row], StringComparison.Ordinal);
        Says("config_mcp_clients/inside", "connection_type is \"inprocess\"");
        Says("config_mcp_clients/garbled", "per_user_header_keys_json is not a JSON list");
        Says("governance_virtual_key_mcp_configs/4", "tools_to_execute is not a JSON list");
        Says("governance_virtual_key_mcp_configs/5", "no MCP client with the number 99");
        Says("governance_virtual_key_mcp_configs/6", "no virtual key \"gone\"");
        Says($"{company.Tokens}/x-null-client", "mcp_client_id is empty");
        Says($"{company.Tokens}/x-empty-client", "mcp_client_id is empty");
        Says($"{company.Tokens}/x-unknown-client", "no MCP client \"nowhere\"");
        Says($"{company.Tokens}/x-unknown-key", "no virtual key \"gone\"");
        Says($"{company.Tokens}/x-status", "status is \"revoked\"");
        Says($"{company.Tokens}/x-no-id", "virtual_key_id is empty");
        Says($"{company.Tokens}/x-refused-client", "no MCP client \"inside\"");
        Says("mcp_per_user_header_credentials/x-garbled", "headers_json is not a JSON object");
        Says("mcp_per_user_header_credentials/x-twice", "named twice");
        if (generation == BifrostGeneration.Third)
            Says("enterprise_mcp_tool_groups/vm3", "no MCP client \"nowhere\"");
        Assert.DoesNotContain(refused.Refused.Shown, row => row.Reason.Contains("canary", StringComparison.Ordinal));
        await using (var db = database.CreateDbContext())
            Assert.Equal(0, await db.McpClients.CountAsync() + await db.VirtualKeys.CountAsync() + await db.OAuthTokens.CountAsync());

        var skipped = Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions { SkipBadRows = true })).Report;
        Assert.Equal(refused.Refused.Total, skipped.Refused.Total);
        await using var after = database.CreateDbContext();
        Assert.Equal(skipped.Rows["oauth_tokens"], await after.OAuthTokens.CountAsync());
        var entry = await after.Events.SingleAsync(entry => entry.Action == RecordAction.Imported);
        Assert.Equal($$"""{"source":"Bifrost, {{skipped.Engine}}","rows":"{{skipped.Total}}","skipped":"{{skipped.Refused.Total}}"}""", entry.After);
    }

    [Fact]
    public async Task A_tool_list_nobody_can_read_lets_nothing_through_when_it_is_skipped()
    {
        using var store = BifrostStore.InSqlite();
        new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound().Broken();
        await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions { SkipBadRows = true });

        await using var db = database.CreateDbContext();
        var key = await db.VirtualKeys.SingleAsync(row => row.PublicId == "vk3");
        var wiki = await db.McpClients.SingleAsync(row => row.ClientId == "wiki");
        Assert.True(wiki.AllowOnAllVirtualKeys);
        Assert.True((await db.Grants.SingleAsync(grant => grant.VirtualKeyId == key.Id && grant.McpClientId == wiki.Id)).Tools.IsNone);
    }

    [Fact]
    public async Task People_and_teams_that_are_here_already_are_taken_as_they_are()
    {
        database.Add(new Data.Directory.User { Id = 7, PublicId = "u-ana", UserName = "ana@example.com", DisplayName = "Ana Ortiz", CreatedAt = Some.Time });
        using var store = BifrostStore.InSqlite();
        new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound().Drifted();
        var report = Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions())).Report;

        Assert.Equal(0, report.Rows["users"]);
        await using var db = database.CreateDbContext();
        Assert.Equal("Ana Ortiz", (await db.People.SingleAsync()).DisplayName);
        var token = await db.OAuthTokens.SingleAsync(row => row.IdentityKind == IdentityKind.User);
        Assert.Equal(7, token.IdentityId);
    }
}
