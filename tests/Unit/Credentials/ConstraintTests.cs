using Gatehouse.Data.Credentials;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Credentials;

/// <summary>What the database itself refuses, whoever writes.</summary>
public sealed class ConstraintTests : IDisposable
{
    private readonly TestDatabase database = new();

    public ConstraintTests() => database.Add(Some.User(1), Some.Group(1), Some.VirtualKey(1), Some.McpClient(1));

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("oauth_tokens", "health")]
    [InlineData("header_credentials", "health, header_name_set_id")]
    public void One_credential_per_identity_and_client(string table, string more)
    {
        var values = more.Contains(',') ? "1, 1" : "1";
        Sql($"INSERT INTO {table} (mcp_client_id, identity_kind, identity_id, id, created_at, {more}) VALUES (1, 1, 1, 1, 0, {values})");
        Refused($"INSERT INTO {table} (mcp_client_id, identity_kind, identity_id, id, created_at, {more}) VALUES (1, 1, 1, 2, 0, {values})", "UNIQUE");
    }

    [Theory]
    [InlineData("oauth_tokens")]
    [InlineData("header_credentials")]
    [InlineData("oauth_flows")]
    [InlineData("header_flows")]
    public void Exactly_one_identity_of_a_known_kind(string table)
    {
        var (columns, values) = table switch
        {
            "oauth_tokens" => ("health", "1"),
            "header_credentials" => ("health, header_name_set_id", "1, 1"),
            _ => ("status, expires_at, public_id", "1, 0, 'f'"),
        };
        Refused($"INSERT INTO {table} (mcp_client_id, identity_kind, identity_id, id, created_at, {columns}) VALUES (1, 4, 1, 1, 0, {values})", "CHECK");
        Refused($"INSERT INTO {table} (mcp_client_id, identity_kind, identity_id, id, created_at, {columns}) VALUES (1, 1, 0, 1, 0, {values})", "CHECK");
        Refused($"INSERT INTO {table} (mcp_client_id, identity_kind, identity_id, id, created_at, {columns}) VALUES (1, 1, 99, 1, 0, {values})", "FOREIGN KEY");
        Refused($"INSERT INTO {table} (mcp_client_id, identity_kind, identity_id, id, created_at, {columns}) VALUES (1, 2, 99, 1, 0, {values})", "FOREIGN KEY");
        Refused($"INSERT INTO {table} (mcp_client_id, identity_kind, identity_id, id, created_at, {columns}) VALUES (99, 1, 1, 1, 0, {values})", "FOREIGN KEY");
    }

    [Fact]
    public void One_pending_flow_per_identity_and_client_but_any_number_of_finished_ones()
    {
        database.Add(Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1, FlowStatus.Failed));
        database.Add(Some.OAuthFlow(2, 1, IdentityKind.VirtualKey, 1, FlowStatus.Failed));
        database.Add(Some.OAuthFlow(3, 1, IdentityKind.VirtualKey, 1));
        Assert.ThrowsAny<DbUpdateException>(() => database.Add(Some.OAuthFlow(4, 1, IdentityKind.VirtualKey, 1)));
    }

    /// <summary>RV-15 to RV-17 of the reference: rows without a client, or for one that is not there. GR-10: a grant of a client that is not there.</summary>
    [Theory]
    [InlineData("INSERT INTO oauth_tokens (mcp_client_id, identity_kind, identity_id, id, created_at, health) VALUES (NULL, 1, 1, 1, 0, 1)", "NOT NULL")]
    [InlineData("INSERT INTO oauth_tokens (mcp_client_id, identity_kind, identity_id, id, created_at, health) VALUES ('', 1, 1, 1, 0, 1)", "FOREIGN KEY")]
    [InlineData("INSERT INTO grants (virtual_key_id, mcp_client_id, tools) VALUES (1, 99, '[\"*\"]')", "FOREIGN KEY")]
    public void Nothing_stands_for_a_client_that_is_not_there(string sql, string by) => Refused(sql, by);

    /// <summary>RV-26 of the reference.</summary>
    [Fact]
    public void A_key_is_granted_a_client_once()
    {
        Sql("INSERT INTO grants (virtual_key_id, mcp_client_id, tools) VALUES (1, 1, '[\"*\"]')");
        Refused("INSERT INTO grants (virtual_key_id, mcp_client_id, tools) VALUES (1, 1, '[]')", "UNIQUE");
    }

    [Fact]
    public void A_key_has_one_owner_at_most() =>
        Refused("UPDATE virtual_keys SET owner_user_id = 1, owner_group_id = 1", "CHECK");

    [Fact]
    public void A_key_with_credentials_cannot_be_deleted_past_the_reconciler()
    {
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        Refused("DELETE FROM virtual_keys", "FOREIGN KEY");
    }

    [Theory]
    [InlineData("grants")]
    [InlineData("group_members")]
    [InlineData("oauth_tokens")]
    [InlineData("header_credentials")]
    [InlineData("oauth_flows")]
    [InlineData("header_flows")]
    [InlineData("changed_grants")]
    [InlineData("changed_credentials")]
    public void Large_tables_are_stored_in_the_order_of_their_key(string table)
    {
        using var db = database.CreateDbContext();
        var sql = db.Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE type = 'table' AND name = {table}").Single();
        Assert.EndsWith("WITHOUT ROWID", sql.TrimEnd());
    }

    [Fact]
    public void The_model_has_no_change_that_a_migration_lacks()
    {
        using var db = database.CreateDbContext();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    private void Sql(string sql)
    {
        using var db = database.CreateDbContext();
        db.Database.OpenConnection();
        using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the tests' own statements
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private void Refused(string sql, string by) =>
        Assert.Contains(by, Assert.Throws<SqliteException>(() => Sql(sql)).Message, StringComparison.Ordinal);
}
