using System.Diagnostics;
using Gatehouse.Data.Credentials;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>
/// The floor of the design: the rows that a change wrote, in tables kept by rowid with their secrets inside, each written by its rowid, in
/// order, in one transaction through the same driver, and nothing else. What one client's people signed in for lies wherever the table
/// ended on the day: nearly every row has a page of its own.
/// </summary>
internal sealed class RowidFloor(SqliteConnection connection)
{
    private readonly record struct Row(long First, long Second);

    /// <summary>Milliseconds for the credentials, grants and keys of one change of our world.</summary>
    public double Measure(World world, long change)
    {
        Run($"ATTACH '{world.Path}' AS ours");
        var credentials = new[] { ("mcp_oauth_tokens", CredentialKind.OAuthToken), ("mcp_per_user_header_credentials", CredentialKind.HeaderCredential) }
            .Select(table => (Table: table.Item1, Rows: Read(
                $"SELECT t.rowid, 0 FROM ours.changed_credentials c JOIN {table.Item1} t ON t.id = '{table.Item1[4]}' || c.credential_id WHERE c.change_id = {change} AND c.kind = {(int)table.Item2} ORDER BY 1"))).ToArray();
        var added = Read($"SELECT virtual_key_id, mcp_client_id FROM ours.changed_grants c WHERE change_id = {change} AND after IS NOT NULL AND NOT EXISTS (SELECT 1 FROM governance_virtual_key_mcp_configs g WHERE g.virtual_key_id = 'vk' || c.virtual_key_id AND g.mcp_client_id = c.mcp_client_id) ORDER BY 1, 2");
        var taken = Read($"SELECT g.id, 0 FROM ours.changed_grants c JOIN governance_virtual_key_mcp_configs g ON g.virtual_key_id = 'vk' || c.virtual_key_id AND g.mcp_client_id = c.mcp_client_id WHERE c.change_id = {change} AND c.after IS NULL ORDER BY 1");
        var keys = Read($"SELECT DISTINCT k.rowid, 0 FROM ours.changed_grants c JOIN governance_virtual_keys k ON k.id = 'vk' || c.virtual_key_id WHERE c.change_id = {change} ORDER BY 1");
        var transaction = connection.BeginTransaction();
        var watch = Stopwatch.StartNew();
        foreach (var (table, rows) in credentials)
            Each($"UPDATE {table} SET status = CASE status WHEN 'active' THEN 'orphaned' ELSE 'active' END, updated_at = '2026-01-02' WHERE rowid = $1 AND $2 = 0", rows, transaction);
        Each("DELETE FROM governance_virtual_key_mcp_configs WHERE id = $1 AND $2 = 0", taken, transaction);
        Each("INSERT INTO governance_virtual_key_mcp_configs (virtual_key_id, mcp_client_id, tools_to_execute) SELECT 'vk' || $1, $2, '[\"*\"]'", added, transaction);
        Each("UPDATE governance_virtual_keys SET updated_at = '2026-01-02' WHERE rowid = $1 AND $2 = 0", keys, transaction);
        transaction.Commit();
        transaction.Dispose();
        var took = watch.Elapsed.TotalMilliseconds;
        // The credentials' statuses and the grants are taken back, so that every run writes the same.
        foreach (var (table, rows) in credentials)
            Each($"UPDATE {table} SET status = CASE status WHEN 'active' THEN 'orphaned' ELSE 'active' END WHERE rowid = $1 AND $2 = 0", rows, null);
        Each("DELETE FROM governance_virtual_key_mcp_configs WHERE virtual_key_id = 'vk' || $1 AND mcp_client_id = $2", added, null);
        Run($"INSERT OR IGNORE INTO governance_virtual_key_mcp_configs (virtual_key_id, mcp_client_id, tools_to_execute) SELECT 'vk' || virtual_key_id, mcp_client_id, '[\"*\"]' FROM ours.changed_grants WHERE change_id = {change} AND after IS NULL");
        Run("DETACH ours");
        Run("PRAGMA wal_checkpoint(TRUNCATE)");
        return took;
    }

    private void Each(string sql, List<Row> rows, SqliteTransaction? within)
    {
        using var own = within is null ? connection.BeginTransaction() : null;
        using var command = connection.CreateCommand();
        command.Transaction = within ?? own;
        command.CommandText = sql;
        var (first, second) = (command.Parameters.Add("$1", SqliteType.Integer), command.Parameters.Add("$2", SqliteType.Integer));
        foreach (var row in rows)
        {
            (first.Value, second.Value) = (row.First, row.Second);
            command.ExecuteNonQuery();
        }
        own?.Commit();
    }

    private List<Row> Read(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
            rows.Add(new(reader.GetInt64(0), reader.GetInt64(1)));
        return rows;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
