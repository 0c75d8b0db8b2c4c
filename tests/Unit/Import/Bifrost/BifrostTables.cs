using System.Data.Common;
using Gatehouse.Data.Import.Bifrost;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>The tables of each generation of Bifrost, in words both engines take.</summary>
internal static class BifrostTables
{
    private const string Moments = "created_at timestamp with time zone, updated_at timestamp with time zone";
    private const string Identity = "session_id varchar(255), virtual_key_id varchar(255), user_id varchar(255)";
    private const string Secrets = "oauth_config_id varchar(255), access_token text, refresh_token text, token_type varchar(50), expires_at timestamp with time zone, scopes text, last_refreshed_at timestamp with time zone, encryption_status varchar(20) DEFAULT 'plain_text'";

    public static void Create(DbConnection connection, BifrostGeneration generation)
    {
        var slug = generation == BifrostGeneration.Third ? "endpoint_slug varchar(255), " : "";
        Run(connection, $"""
            CREATE TABLE config_mcp_clients (id bigint PRIMARY KEY, client_id varchar(255) NOT NULL UNIQUE, name varchar(255) NOT NULL UNIQUE, {slug}is_code_mode_client boolean DEFAULT FALSE,
              connection_type varchar(20) NOT NULL, connection_string text, stdio_config_json text, tls_config_json text, tools_to_execute_json text, headers_json text,
              discovered_tools_json text, auth_type varchar(20) DEFAULT 'headers', oauth_config_id varchar(255), per_user_header_keys_json text,
              allow_on_all_virtual_keys boolean DEFAULT FALSE, disabled boolean DEFAULT FALSE, encryption_status varchar(20) DEFAULT 'plain_text', {Moments});
            CREATE TABLE governance_virtual_keys (id varchar(255) PRIMARY KEY, name varchar(255) UNIQUE, description text, value text NOT NULL, value_hash varchar(64), is_active boolean DEFAULT TRUE,
              expires_at timestamp with time zone, team_id varchar(255), customer_id varchar(255), encryption_status varchar(20) DEFAULT 'plain_text', {Moments});
            CREATE TABLE governance_virtual_key_mcp_configs (id bigint PRIMARY KEY, virtual_key_id varchar(255) NOT NULL, mcp_client_id bigint NOT NULL, tools_to_execute text);
            CREATE UNIQUE INDEX idx_vk_mcpclient ON governance_virtual_key_mcp_configs (virtual_key_id, mcp_client_id);
            CREATE TABLE governance_teams (id varchar(255) PRIMARY KEY, name varchar(255));
            CREATE TABLE mcp_per_user_header_credentials (id varchar(255) PRIMARY KEY, {Identity}, mcp_client_id varchar(255) NOT NULL, auth_mode varchar(20), status varchar(20) DEFAULT 'active',
              headers_json text NOT NULL, encryption_status varchar(20) DEFAULT 'plain_text', {Moments});
            CREATE TABLE mcp_per_user_header_flows (id varchar(255) PRIMARY KEY, mcp_client_id varchar(255), {Identity}, flow_mode varchar(20) DEFAULT 'vk', status varchar(50), expires_at timestamp with time zone, {Moments});
            CREATE TABLE oauth_tokens (id varchar(255) PRIMARY KEY, access_token text);
            CREATE TABLE oauth_user_tokens (id varchar(255) PRIMARY KEY, {Identity}, mcp_client_id varchar(255), auth_mode varchar(20), status varchar(20), {Secrets}, {Moments});
            CREATE TABLE oauth_user_sessions (id varchar(255) PRIMARY KEY, mcp_client_id varchar(255), {Identity}, flow_mode varchar(20), status varchar(50), state varchar(255), expires_at timestamp with time zone, {Moments})
            """);
        if (generation == BifrostGeneration.First)
            return;
        Run(connection, $"""
            CREATE TABLE mcp_oauth_tokens (id varchar(255) PRIMARY KEY, auth_mode varchar(20), mcp_client_id varchar(255), {Identity}, status varchar(20) DEFAULT 'active', status_reason varchar(512), {Secrets}, {Moments});
            CREATE TABLE mcp_oauth_flows (id varchar(255) PRIMARY KEY, mcp_client_id varchar(255) NOT NULL, oauth_config_id varchar(255), state varchar(255), redirect_uri text, code_verifier text, {Identity},
              flow_mode varchar(20) DEFAULT 'vk', status varchar(50), encryption_status varchar(20), expires_at timestamp with time zone, {Moments})
            """);
        if (generation == BifrostGeneration.Third)
            Run(connection, $"""
                CREATE TABLE enterprise_mcp_tool_groups (id varchar(255) PRIMARY KEY, name varchar(255) UNIQUE, endpoint_slug varchar(255), description text, enabled boolean DEFAULT TRUE, tools text, {Moments});
                CREATE TABLE enterprise_mcp_tool_group_virtual_keys (id bigint PRIMARY KEY, tool_group_id varchar(255), virtual_key_id varchar(255))
                """);
    }

    public static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One row, by column.</summary>
    public static void Insert(DbConnection connection, string table, params (string Column, object? Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", values.Select(value => value.Column))}) VALUES ({string.Join(", ", values.Select(Literal))})";
        command.ExecuteNonQuery();
    }

    public static long Count(DbConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {query}";
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Literal((string Column, object? Value) value) => value.Value switch
    {
        null => "NULL",
        bool flag => flag ? "TRUE" : "FALSE",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        var text => $"'{text.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'",
    };
}
