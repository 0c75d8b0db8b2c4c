using System.Text;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>What Bifrost encrypted: opened with its passphrase, left behind without one, refused with another.</summary>
public sealed class BifrostSecretTests(PostgreSqlCluster cluster) : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly SecretProtector protector = new(new EphemeralDataProtectionProvider());

    private BifrostImporter Importer => new(database, database.WritesAt(new FakeTimeProvider(BifrostCompany.Now)), protector, new FakeTimeProvider(BifrostCompany.Now));

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("SQLite", Salt.OfThePassphrase)]
    [InlineData("SQLite", Salt.OfOld)]
    [InlineData("PostgreSQL", Salt.OfThePassphraseBehindItsVersion)]
    public async Task With_the_passphrase_secrets_come_in_and_are_protected_at_rest(string engine, Salt salt)
    {
        using var store = BifrostStore.In(engine, cluster);
        new BifrostCompany(store.Connection, BifrostGeneration.Second, BifrostBox.Of(salt).Close).Sound();
        var report = Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions { Passphrase = BifrostBox.Passphrase })).Report;

        Assert.Equal((0, 0), (report.Refused.Total, report.Withheld));
        await using (var db = database.CreateDbContext())
        {
            Assert.Equal("canary-of-t-active", protector.Unprotect((await db.OAuthTokenSecrets.SingleAsync(secret => secret.PublicId == "t-active")).AccessToken!));
            Assert.Equal("""{"x-api-key":"canary-key"}""", protector.Unprotect((await db.HeaderCredentialSecrets.SingleAsync()).Values!));
            Assert.Equal("https://github.example/mcp", (await db.McpClients.SingleAsync(client => client.ClientId == "github")).ConnectionString);
            Assert.Contains("canary-tenant", protector.Unprotect((await db.McpClients.SingleAsync(client => client.ClientId == "acme")).StaticHeaders!), StringComparison.Ordinal);
            Assert.Equal("canary-sk-", (await db.VirtualKeys.SingleAsync(key => key.PublicId == "vk1")).SecretPrefix);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        var file = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(database.Path));
        Assert.DoesNotContain("canary-of", file, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-key", file, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-tenant", file, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-sk-vk1", file, StringComparison.Ordinal);
        Assert.DoesNotContain(BifrostBox.Passphrase, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_passphrase_state_comes_in_secrets_stay_behind_and_are_counted_and_keys_go_on_working()
    {
        using var store = BifrostStore.InSqlite();
        new BifrostCompany(store.Connection, BifrostGeneration.Second, BifrostBox.Of(Salt.OfThePassphrase).Close).Sound();
        var report = Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions())).Report;

        Assert.True(report.Withheld > 0);
        Assert.Contains(report.Notes, note => note.StartsWith("Encrypted values stayed behind", StringComparison.Ordinal));
        await using var db = database.CreateDbContext();
        Assert.Equal(report.Rows["oauth_tokens"], await db.OAuthTokens.CountAsync());
        Assert.All(await db.OAuthTokenSecrets.ToArrayAsync(), secret => Assert.Null(secret.AccessToken));
        Assert.Null((await db.HeaderCredentialSecrets.SingleAsync()).Values);
        // The names cannot be read: an active credential holds those its client asks for.
        Assert.Equal(["x-api-key"], (await db.HeaderNameSets.SingleAsync()).Names);
        Assert.Equal(VirtualKeySecret.Of("canary-sk-vk1").Hash, (await db.VirtualKeys.SingleAsync(key => key.PublicId == "vk1")).SecretHash);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_one_refusal_and_nothing_is_written()
    {
        using var store = BifrostStore.InSqlite();
        new BifrostCompany(store.Connection, BifrostGeneration.Second, BifrostBox.Of(Salt.OfThePassphrase).Close).Sound();
        var refused = Assert.IsType<BifrostOutcome.Unreadable>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions { Passphrase = "wrong", SkipBadRows = true }));

        Assert.StartsWith("The passphrase is not the one", refused.Reason, StringComparison.Ordinal);
        await using var db = database.CreateDbContext();
        Assert.Equal(0, await db.VirtualKeys.CountAsync());
    }

    [Fact]
    public async Task Each_row_says_itself_whether_it_is_encrypted_and_a_reference_never_is()
    {
        using var store = BifrostStore.InSqlite();
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second, BifrostBox.Of(Salt.OfThePassphrase).Close).Sound();
        company.Token("t-plain", "vk", "vk1", "wiki", "active", ("token_type", "bearer"));
        BifrostTables.Run(store.Connection, "UPDATE mcp_oauth_tokens SET encryption_status = 'plain_text', access_token = 'canary-plain' WHERE id = 't-plain'");
        BifrostTables.Run(store.Connection, "UPDATE config_mcp_clients SET connection_string = 'env.WIKI_URL' WHERE client_id = 'wiki'");
        BifrostTables.Run(store.Connection, "UPDATE mcp_oauth_tokens SET access_token = 'AAAA' WHERE id = 't-reauth'");
        var report = Assert.IsType<BifrostOutcome.Refused>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions { Passphrase = BifrostBox.Passphrase })).Report;

        var row = Assert.Single(report.Refused.Shown);
        Assert.Equal(("t-reauth", "access_token does not open with this passphrase, though others do."), (row.Id, row.Reason));
        await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions { Passphrase = BifrostBox.Passphrase, SkipBadRows = true });
        await using var db = database.CreateDbContext();
        Assert.Equal("canary-plain", protector.Unprotect((await db.OAuthTokenSecrets.SingleAsync(secret => secret.PublicId == "t-plain")).AccessToken!));
        Assert.Equal("env.WIKI_URL", (await db.McpClients.SingleAsync(client => client.ClientId == "wiki")).ConnectionString);
    }
}
