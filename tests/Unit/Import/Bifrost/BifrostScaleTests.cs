using System.Globalization;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

public sealed class BifrostScaleTests : IDisposable
{
    private const int Keys = 1_000;
    private const int Clients = 100;
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_hundred_thousand_credentials_come_in_and_progress_is_told_as_they_do()
    {
        using var store = BifrostStore.InSqlite();
        Fill(store);
        var told = new Told();
        var importer = new BifrostImporter(database, database.WritesAt(TimeProvider.System), new SecretProtector(new EphemeralDataProtectionProvider()), TimeProvider.System);
        var report = Assert.IsType<BifrostOutcome.Imported>(await importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions(), told)).Report;

        Assert.Equal((Keys, Clients, Keys * Clients), (report.Rows["virtual_keys"], report.Rows["mcp_clients"], report.Rows["oauth_tokens"]));
        Assert.Equal(Enumerable.Range(1, (Keys + Clients + (Keys * Clients)) / 1_000).Select(step => step * 1_000), told.Seen.Select(progress => progress.Read));
        Assert.All(told.Seen, progress => Assert.Equal(Keys + Clients + (Keys * Clients), progress.Total));
        await using var db = database.CreateDbContext();
        Assert.Equal(Keys * Clients, await db.OAuthTokens.CountAsync());
        var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(new Edit.Repair())).Plan;
        Assert.Equal((Keys * Clients) - (Keys * Clients / 100), plan.Totals.Unchanged);
        Assert.Equal(Keys * Clients / 100, plan.Totals.Reactivate);
    }

    /// <summary>Every client is allowed on all keys; one credential in a hundred is orphaned nevertheless.</summary>
    private static void Fill(BifrostStore store)
    {
        BifrostTables.Create(store.Connection, BifrostGeneration.Second);
        var text = CultureInfo.InvariantCulture;
        BifrostTables.Run(store.Connection, string.Create(text, $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Clients})
            INSERT INTO config_mcp_clients (id, client_id, name, connection_type, connection_string, auth_type, allow_on_all_virtual_keys)
            SELECT i, 'client-' || i, 'client-' || i, 'http', 'https://mcp.example', 'per_user_oauth', TRUE FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Keys})
            INSERT INTO governance_virtual_keys (id, name, value) SELECT 'vk-' || i, 'key-' || i, 'secret-' || i FROM n;
            INSERT INTO mcp_oauth_tokens (id, auth_mode, mcp_client_id, virtual_key_id, status, access_token, scopes, created_at, updated_at)
            SELECT 't-' || c.id || '-' || k.id, 'vk', c.client_id, k.id, CASE WHEN c.id % 100 = 7 THEN 'orphaned' ELSE 'active' END, printf('%0500d', c.id), '["repo"]', '2026-05-28 10:11:12+00:00', '2026-05-28 10:11:12+00:00'
            FROM config_mcp_clients c CROSS JOIN governance_virtual_keys k
            """));
    }

    private sealed class Told : IProgress<BifrostProgress>
    {
        public List<BifrostProgress> Seen { get; } = [];

        public void Report(BifrostProgress value) => Seen.Add(value);
    }
}
