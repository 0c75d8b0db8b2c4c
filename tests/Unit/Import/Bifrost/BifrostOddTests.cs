using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>Rows that are odd come in and are told; one of them never takes its key, its client or their credentials along.</summary>
public sealed class BifrostOddTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly BifrostStore store = BifrostStore.InSqlite();

    public static TheoryData<BifrostGeneration> Generations => new(Enum.GetValues<BifrostGeneration>());

    public void Dispose()
    {
        store.Dispose();
        database.Dispose();
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public async Task A_second_grant_of_one_client_drops_neither_the_key_nor_its_tokens_and_the_tools_are_those_of_both(BifrostGeneration generation)
    {
        var company = new BifrostCompany(store.Connection, generation).Sound();
        Loosen();
        company.Grant("vk2", 1, """["merge"]""");

        var report = await ImportAsync();

        Assert.Contains(report.Odd.Shown, row => (row.Table, row.Id) == ("governance_virtual_keys", "vk2") && row.Reason.StartsWith("It has two grants of \"github\"", StringComparison.Ordinal));
        await using var db = database.CreateDbContext();
        var key = await db.VirtualKeys.SingleAsync(row => row.PublicId == "vk2");
        Assert.Equal("""["merge","search"]""", (await db.Grants.SingleAsync(grant => grant.VirtualKeyId == key.Id)).Tools.Json);
        Assert.Equal(1, await db.OAuthTokens.CountAsync(token => token.IdentityId == key.Id));
        Assert.Equal(3, report.Rows["grants"]);
    }

    [Fact]
    public async Task A_second_grant_that_cannot_be_read_takes_nothing_from_the_first()
    {
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        Loosen();
        company.Grant("vk2", 1, "[\"mer");

        var skipped = Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions { SkipBadRows = true })).Report;

        Assert.Equal(1, skipped.Refused.Total);
        await using var db = database.CreateDbContext();
        var key = await db.VirtualKeys.SingleAsync(row => row.PublicId == "vk2");
        Assert.Equal("""["search"]""", (await db.Grants.SingleAsync(grant => grant.VirtualKeyId == key.Id)).Tools.Json);
    }

    [Fact]
    public async Task A_time_of_making_that_cannot_be_read_is_left_out_and_the_row_comes_in()
    {
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        company.Client(9, "late", "none", ("created_at", "some day"));
        BifrostTables.Run(store.Connection, "UPDATE governance_virtual_keys SET created_at = 'never' WHERE id = 'vk1'; UPDATE mcp_oauth_tokens SET created_at = 'soon' WHERE id = 't-active'");

        var report = await ImportAsync();

        Assert.Equal(
            ["config_mcp_clients late", "governance_virtual_keys vk1", "mcp_oauth_tokens t-active"],
            report.Odd.Shown.Where(row => row.Reason.Contains("created_at is not a time. It is left out.", StringComparison.Ordinal)).Select(row => $"{row.Table} {row.Id}"));
        await using var db = database.CreateDbContext();
        Assert.Equal(BifrostCompany.Now, (await db.McpClients.SingleAsync(client => client.ClientId == "late")).CreatedAt);
    }

    [Fact]
    public async Task An_expiry_that_cannot_be_read_refuses_the_key_which_would_live_for_ever_without_it()
    {
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        company.Key("odd", ("expires_at", "some day"));
        var refused = Assert.IsType<BifrostOutcome.Refused>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions())).Report;
        Assert.Equal("governance_virtual_keys odd: expires_at is not a time.", refused.Refused.Shown.Single().ToString());
    }

    [Theory]
    [InlineData("9999-12-31 23:59:59.999999999", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("9999-12-31 23:59:59.999999999-08:00", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01 00:00:00+00:00", "0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01 00:00:00+05:30", "0001-01-01T00:00:00Z")]
    [InlineData("2026-05-24 10:00:00.123456789+00:00", "2026-05-24T10:00:00.1234567Z")]
    [InlineData("2026-05-24 10:00:00.123456789 +0000 UTC", "2026-05-24T10:00:00.1234567Z")]
    [InlineData("2026-05-24 10:00:00.123 +0530 IST m=+0.012", "2026-05-24T04:30:00.123Z")]
    [InlineData("2026-05-24T10:00:00Z", "2026-05-24T10:00:00Z")]
    [InlineData("2026-05-24 10:00:00-08:00", "2026-05-24T18:00:00Z")]
    [InlineData("2026-05-24", "2026-05-24T00:00:00Z")]
    [InlineData("1748080800", "2025-05-24T10:00:00Z")]
    [InlineData("1748080800123", "2025-05-24T10:00:00.123Z")]
    public void A_time_is_read_as_Go_and_the_databases_write_it(string text, string time) =>
        Assert.Equal(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), BifrostTime.Of(text));

    [Theory]
    [InlineData("some day")]
    [InlineData("2026-13-01 00:00:00")]
    [InlineData("2026-05-24 10:00:00 and more to say")]
    [InlineData("99999999999999999")]
    public void What_is_no_time_is_none(string text) => Assert.Null(BifrostTime.Of(text));

    [Fact]
    public async Task Values_and_names_that_no_edit_would_take_come_in_and_are_told()
    {
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        company.Client(9, "kept-by-name", "none", ("connection_string", "env.MCP_URL"), ("headers_json", """{"Authorization": "env.TOKEN", "X-Team": {"value": "canary", "env_var": ""}}"""));
        company.Client(10, "hidden", "per_user_headers", ("name", "hid\u200Bden"), ("per_user_header_keys_json", """["X-Api-Key", "x-api-key"]"""), ("connection_type", "streamable-http"));
        company.Client(11, "with-password", "Per_User_OAuth", ("connection_string", "https://user:canary@x.example/mcp"));
        company.Client(12, "with-ca", "none", ("tls_config_json", """{"ca_cert_pem": {"value": "", "env_var": "env.CA"}}"""));
        company.Key("by-name");
        company.Key("bad-hash");
        BifrostTables.Run(store.Connection, """
            UPDATE governance_virtual_keys SET value = 'env.VK', value_hash = NULL WHERE id = 'by-name';
            UPDATE governance_virtual_keys SET value = 'canary-secret', value_hash = 'xyz' WHERE id = 'bad-hash';
            """);
        company.Token("t-words", "vk", "by-name", "wiki", "active");
        BifrostTables.Run(store.Connection, "UPDATE mcp_oauth_tokens SET scopes = 'read write' WHERE id = 't-words'");

        var report = await ImportAsync();

        var odd = report.Odd.Shown.ToDictionary(row => row.Id!, row => row.Reason);
        Assert.Contains("The address is the reference env.MCP_URL", odd["kept-by-name"], StringComparison.Ordinal);
        Assert.Contains("Static header Authorization is the reference env.TOKEN", odd["kept-by-name"], StringComparison.Ordinal);
        Assert.Contains("U+200B (has no width)", odd["hidden"], StringComparison.Ordinal);
        Assert.Contains("names a header twice", odd["hidden"], StringComparison.Ordinal);
        Assert.Contains("it comes in as http", odd["hidden"], StringComparison.Ordinal);
        Assert.Contains("user name and password", odd["with-password"], StringComparison.Ordinal);
        Assert.Contains("is the reference env.CA", odd["with-ca"], StringComparison.Ordinal);
        Assert.Contains("Its secret is the reference env.VK", odd["by-name"], StringComparison.Ordinal);
        Assert.Contains("value_hash is not a SHA-256", odd["bad-hash"], StringComparison.Ordinal);
        Assert.DoesNotContain(report.Odd.Shown, row => row.Reason.Contains("canary", StringComparison.Ordinal));
        await using var db = database.CreateDbContext();
        Assert.Equal("env.MCP_URL", (await db.McpClients.SingleAsync(client => client.ClientId == "kept-by-name")).ConnectionString);
        Assert.Equal(["x-api-key"], (await db.McpClients.SingleAsync(client => client.ClientId == "hidden")).PerUserHeaderKeys);
        Assert.Equal(AuthType.PerUserOAuth, (await db.McpClients.SingleAsync(client => client.ClientId == "with-password")).AuthType);
        Assert.Null((await db.VirtualKeys.SingleAsync(key => key.PublicId == "by-name")).SecretHash);
        Assert.Equal(VirtualKeySecret.Of("canary-secret").Hash, (await db.VirtualKeys.SingleAsync(key => key.PublicId == "bad-hash")).SecretHash);
        Assert.Contains(await db.OAuthTokenSecrets.Select(token => token.Scopes).ToArrayAsync(), scopes => scopes.SequenceEqual(["read", "write"]));
    }

    private BifrostImporter Importer => new(database, database.WritesAt(new FakeTimeProvider(BifrostCompany.Now)), new SecretProtector(new EphemeralDataProtectionProvider()), new FakeTimeProvider(BifrostCompany.Now));

    /// <summary>Older databases lack the index that keeps a key from having two grants of one client.</summary>
    private void Loosen() => BifrostTables.Run(store.Connection, """
        CREATE TABLE loose AS SELECT * FROM governance_virtual_key_mcp_configs;
        DROP TABLE governance_virtual_key_mcp_configs;
        ALTER TABLE loose RENAME TO governance_virtual_key_mcp_configs;
        """);

    private async Task<BifrostReport> ImportAsync()
    {
        var outcome = await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions());
        return Assert.IsType<BifrostOutcome.Imported>(outcome).Report;
    }
}
