using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>The config.json of a gateway comes in as its database does.</summary>
public sealed class BifrostConfigTests : IDisposable
{
    private const string Config = """
        {"$schema": "https://www.example/schema", "providers": {"openai": {}},
         "mcp": {"client_configs": [
           {"name": "warehouse", "connection_type": "http", "connection_string": "env.WAREHOUSE_MCP", "tools_to_execute": ["*"]},
           {"client_id": "billing", "name": "Billing", "connection_type": "sse", "connection_string": {"value": "https://billing.example/mcp", "env_var": "", "from_env": false},
            "auth_type": "per_user_headers", "per_user_header_keys": ["X-Api-Key"], "headers": {"X-Team": {"value": "", "env_var": "env.TEAM", "from_env": true}}, "allow_by_default": true},
           {"name": "files", "connection_type": "stdio", "stdio_config": {"command": "npx", "args": ["-y", "files"]}, "auth_type": "none", "disabled": true}]},
         "governance": {
           "teams": [{"id": "t1", "name": "Platform"}],
           "virtual_keys": [
             {"id": "vk-shop", "name": "Shop key", "value": "canary-made-up", "team_id": "t1", "mcp_configs": [{"mcp_client_name": "warehouse", "tools_to_execute": ["list_stock"]}, {"mcp_client_name": "Billing", "tools_to_execute": []}]},
             {"name": "Second", "value": "env.SECOND_KEY", "is_active": false, "expires_at": "2030-01-01T00:00:00Z", "mcp_configs": []}]}}
        """;

    private readonly TestDatabase database = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-config-test-");

    private BifrostImporter Importer => new(database, database.WritesAt(new FakeTimeProvider(BifrostCompany.Now)), new SecretProtector(new EphemeralDataProtectionProvider()), new FakeTimeProvider(BifrostCompany.Now));

    public void Dispose()
    {
        folder.Delete(recursive: true);
        database.Dispose();
    }

    [Fact]
    public async Task Clients_keys_teams_and_grants_come_in_and_values_kept_by_name_stay_names()
    {
        var report = Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, await FileAsync(Config), new BifrostOptions())).Report;

        Assert.Equal((BifrostReport.ConfigFile, 3, 2, 2, 1), (report.Engine, report.Rows["mcp_clients"], report.Rows["virtual_keys"], report.Rows["grants"], report.Rows["groups"]));
        Assert.Contains(report.Notes, note => note.StartsWith("Settings hold no credentials", StringComparison.Ordinal));
        Assert.Equal(["warehouse", "billing", "Second"], report.Odd.Shown.Select(row => row.Id));
        await using var db = database.CreateDbContext();
        var clients = await db.McpClients.ToDictionaryAsync(client => client.ClientId);
        Assert.Equal(("env.WAREHOUSE_MCP", AuthType.Headers), (clients["warehouse"].ConnectionString, clients["warehouse"].AuthType));
        Assert.Equal(("https://billing.example/mcp", ConnectionType.Sse, AuthType.PerUserHeaders, true),
            (clients["billing"].ConnectionString, clients["billing"].ConnectionType, clients["billing"].AuthType, clients["billing"].AllowOnAllVirtualKeys));
        Assert.Equal(["x-api-key"], clients["billing"].PerUserHeaderKeys);
        Assert.NotNull(clients["billing"].StaticHeaders);
        Assert.Equal(("npx -y files", true), (clients["files"].ConnectionString, clients["files"].Disabled));
        var keys = await db.VirtualKeys.ToDictionaryAsync(key => key.PublicId);
        Assert.Equal(VirtualKeySecret.Of("canary-made-up").Hash, keys["vk-shop"].SecretHash);
        Assert.Null(keys["Second"].SecretHash);
        Assert.False(keys["Second"].IsActive);
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), keys["Second"].ExpiresAt);
        Assert.Equal("Platform", (await db.Groups.SingleAsync(group => group.Id == keys["vk-shop"].OwnerGroupId)).DisplayName);
        var granted = await db.Grants.Where(grant => grant.VirtualKeyId == keys["vk-shop"].Id).ToDictionaryAsync(grant => grant.McpClientId, grant => grant.Tools.Json);
        Assert.Equal("""["list_stock"]""", granted[clients["warehouse"].Id]);
        Assert.Equal("[]", granted[clients["billing"].Id]);
    }

    [Fact]
    public async Task A_grant_of_a_client_that_is_not_there_and_a_row_that_is_none_are_refused_by_name()
    {
        var source = await FileAsync("""{"mcp": {"client_configs": ["text"]}, "governance": {"virtual_keys": [{"id": "vk1", "name": "One", "mcp_configs": [{"mcp_client_name": "nowhere"}, {}]}]}}""");
        var refused = Assert.IsType<BifrostOutcome.Refused>(await Importer.ImportAsync(Actor.Program, source, new BifrostOptions())).Report;
        Assert.Equal(
            ["config_mcp_clients [0]: A row must be an object.", "governance_virtual_key_mcp_configs vk1: mcp_configs: there is no MCP client \"nowhere\".", "governance_virtual_key_mcp_configs vk1: mcp_configs: a grant does not name its MCP client."],
            refused.Refused.Shown.Select(row => row.ToString()));
    }

    [Theory]
    [InlineData("{", "The JSON is broken at line 1.")]
    [InlineData("""{"version": 1, "users": []}""", "This is a snapshot of Gatehouse. Import it with the command import.")]
    [InlineData("""{"settings": 1}""", "it has neither mcp nor governance.")]
    [InlineData("""{"mcp": {"client_configs": {}}}""", "mcp.client_configs must be a list.")]
    [InlineData("""{"mcp": {"client_configs": [{"name": "a", "name": "b"}]}}""", "The member \"name\" stands twice in one object.")]
    public async Task What_is_no_config_is_told_in_one_sentence(string file, string says)
    {
        Assert.Contains(says, Assert.IsType<BifrostOutcome.Unreadable>(await Importer.ImportAsync(Actor.Program, await FileAsync(file), new BifrostOptions())).Reason, StringComparison.Ordinal);
        Assert.Contains(says, await BifrostImporter.WrongAsync(await FileAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_UTF16_with_a_mark_is_read()
    {
        var path = Path.Combine(folder.FullName, "config.json");
        await File.WriteAllTextAsync(path, Config, System.Text.Encoding.Unicode);
        Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, await BifrostSource.OfFileAsync(path), new BifrostOptions()));
    }

    private async Task<BifrostSource> FileAsync(string text)
    {
        var path = Path.Combine(folder.FullName, "config.json");
        await File.WriteAllTextAsync(path, text);
        return Assert.IsType<BifrostSource.ConfigFile>(await BifrostSource.OfFileAsync(path));
    }
}
