using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Data.Import.Bifrost;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>A Bifrost database that has everything an import can stumble over. All of its secrets begin with "canary".</summary>
/// <param name="connection">An empty database.</param>
/// <param name="generation">Which tables it gets.</param>
/// <param name="close">Closes its secrets; null: it is not encrypted.</param>
internal sealed class BifrostCompany(DbConnection connection, BifrostGeneration generation, Func<string, string>? close = null)
{
    /// <summary>When flows are looked at; of those below, one lives then.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private const string Created = "2026-05-28 10:11:12.123456789+00:00";
    private const string Orphaned = "2026-05-30 08:00:00+00:00";
    private readonly bool isMerged = generation != BifrostGeneration.First;
    private int grants;
    private int given;

    private string Status => close is null ? "plain_text" : "encrypted";

    public string Tokens => isMerged ? "mcp_oauth_tokens" : "oauth_user_tokens";

    private string Flows => isMerged ? "mcp_oauth_flows" : "oauth_user_sessions";

    /// <summary>Rows that are sound, all marks in step.</summary>
    public BifrostCompany Sound()
    {
        BifrostTables.Create(connection, generation);
        Client(1, "github", "per_user_oauth", ("discovered_tools_json", """[{"name": "search"}, {"name": "merge"}]"""));
        Client(2, "acme", "per_user_headers", ("per_user_header_keys_json", """["x-api-key"]"""), ("headers_json", Close("""{"X-Tenant": "canary-tenant"}""")));
        Client(3, "wiki", "per_user_oauth", ("allow_on_all_virtual_keys", true), ("tls_config_json", """{"insecure_skip_verify": true}"""));
        Client(4, "files", "none", ("connection_type", "stdio"), ("connection_string", null), ("stdio_config_json", """{"command": "npx", "args": ["-y", "@example/files"], "envs": ["HOME"]}"""));
        BifrostTables.Insert(connection, "governance_teams", ("id", "team-1"), ("name", "Platform"));
        Key("vk1");
        Key("vk2", ("is_active", null));
        Key("vk3", ("team_id", "team-1"), ("expires_at", "2027-01-01T00:00:00Z"));
        Grant("vk1", 1, """["*"]""");
        Grant("vk1", 2, """["*"]""");
        Grant("vk2", 1, """["search", "search"]""");
        Token("t-active", "vk", "vk1", "github", "active");
        Token("t-reauth", "vk", "vk2", "github", "needs_reauth");
        Token("t-orphaned", "vk", "vk3", "github", "orphaned");
        Token("t-session", "session", "session-1", "github", "active");
        Header("h-active", "vk1", "active", """{" X-Api-Key": "canary-key"}""");
        Flow("f-open", "vk1", "wiki", "pending", "2026-06-01 12:10:00+00:00");
        Flow("f-late", "vk1", "github", "pending", "2026-06-01 11:50:00+00:00");
        Flow("f-done", "vk1", "github", "authorized", "2026-06-01 12:10:00+00:00");
        BifrostTables.Insert(connection, "mcp_per_user_header_flows", ("id", "hf-open"), ("mcp_client_id", "acme"), ("flow_mode", "vk"), ("virtual_key_id", "vk1"), ("status", "pending"), ("expires_at", "2026-06-01 12:10:00+00:00"));
        if (isMerged)
        {
            Token("t-admin", "admin", null, "github", "active");
            Token("t-shared", "shared", null, "github", "active");
            // What the merge left behind: the same credential again, and not read.
            BifrostTables.Insert(connection, "oauth_user_tokens", ("id", "t-active"), ("auth_mode", "vk"), ("virtual_key_id", "vk1"), ("mcp_client_id", "github"), ("status", "orphaned"));
        }
        else
            BifrostTables.Insert(connection, "oauth_tokens", ("id", "t-shared"), ("access_token", "canary"));
        if (generation == BifrostGeneration.Third)
        {
            Key("vk5");
            VirtualMcp("vm1", "Support bundle", """[{"mcp_client_id": "github", "tool_names": ["search"]}, {"mcp_client_id": "acme", "tool_names": []}]""", "vk5");
            VirtualMcp("vm2", "Switched off", """[{"mcp_client_id": "github"}]""", "vk3", isEnabled: false);
        }
        return this;
    }

    /// <summary>Credentials that Bifrost left out of step, each for a reason of its own.</summary>
    public BifrostCompany Drifted()
    {
        Token("d-no-grant", "vk", "vk3", "acme", "active");
        Token("d-all-keys", "vk", "vk1", "wiki", "orphaned");
        Grant("vk3", 4, "[]");
        Token("d-no-tools", "vk", "vk3", "files", "active");
        Header("d-needs-update", "vk3", "needs_update", "{}");
        Flow("d-flow", "vk2", "acme", "pending", "2026-06-01 12:10:00+00:00");
        Token("d-user", "user", "u-ana", "github", "active", ("virtual_key_id", "vk1"));
        if (generation == BifrostGeneration.Third)
            Token("d-virtual-mcp", "vk", "vk5", "github", "orphaned");
        return this;
    }

    /// <summary>Rows that cannot come in.</summary>
    public BifrostCompany Broken()
    {
        Client(5, "inside", "none", ("connection_type", "inprocess"));
        Client(6, "garbled", "per_user_headers", ("per_user_header_keys_json", "[\"x"));
        Grant("vk3", 3, "[\"sea");
        Grant("vk2", 99, """["*"]""");
        Grant("gone", 1, """["*"]""");
        Token("x-null-client", "vk", "vk1", null, "active");
        Token("x-empty-client", "vk", "vk1", "", "active");
        Token("x-unknown-client", "vk", "vk1", "nowhere", "active");
        Token("x-unknown-key", "vk", "gone", "github", "active");
        Token("x-status", "vk", "vk2", "wiki", "revoked");
        Token("x-no-id", "vk", null, "wiki", "active");
        Token("x-refused-client", "vk", "vk1", "inside", "active");
        Header("x-garbled", "vk2", "active", "{\"canary");
        Header("x-twice", "vk2", "active", """{"X-Api-Key": "canary", "x-api-key": "canary"}""");
        if (generation == BifrostGeneration.Third)
            VirtualMcp("vm3", "Half of it", """[{"mcp_client_id": "nowhere"}, {"mcp_client_id": "github"}]""", "gone");
        return this;
    }

    public void Token(string id, string mode, string? identity, string? client, string status, params (string Column, object? Value)[] more)
    {
        var column = mode switch { "user" => "user_id", "session" => "session_id", _ => "virtual_key_id" };
        BifrostTables.Insert(connection, Tokens,
            [("id", id), ("auth_mode", mode), (column, identity), ("mcp_client_id", client), ("status", status), ("access_token", Close($"canary-of-{id}")), ("refresh_token", ""),
                ("scopes", """["repo"]"""), ("expires_at", "2026-07-01 00:00:00Z"), ("encryption_status", Status), ("created_at", Created), ("updated_at", Orphaned), .. more]);
    }

    public void Client(int id, string name, string auth, params (string Column, object? Value)[] more)
    {
        var row = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["client_id"] = name,
            ["name"] = name,
            ["auth_type"] = auth,
            ["connection_type"] = "http",
            ["connection_string"] = Close($"https://{name}.example/mcp"),
            ["per_user_header_keys_json"] = "",
            ["encryption_status"] = Status,
            ["created_at"] = Created,
        };
        foreach (var (column, value) in more)
            row[column] = value;
        BifrostTables.Insert(connection, "config_mcp_clients", [.. row.Select(pair => (pair.Key, pair.Value))]);
    }

    public void Key(string id, params (string Column, object? Value)[] more) => BifrostTables.Insert(connection, "governance_virtual_keys",
        [("id", id), ("name", $"key-{id}"), ("value", Close($"canary-sk-{id}")), ("value_hash", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"canary-sk-{id}")))),
            ("encryption_status", Status), ("created_at", Created), .. more]);

    public void Grant(string key, int client, string tools) => BifrostTables.Insert(connection, "governance_virtual_key_mcp_configs",
        ("id", ++grants), ("virtual_key_id", key), ("mcp_client_id", client), ("tools_to_execute", tools));

    private void Header(string id, string key, string status, string headers) => BifrostTables.Insert(connection, "mcp_per_user_header_credentials",
        ("id", id), ("auth_mode", "vk"), ("virtual_key_id", key), ("mcp_client_id", "acme"), ("status", status), ("headers_json", Close(headers)), ("encryption_status", Status), ("created_at", Created), ("updated_at", Orphaned));

    private void Flow(string id, string key, string client, string status, string expires) => BifrostTables.Insert(connection, Flows,
        ("id", id), ("flow_mode", "vk"), ("virtual_key_id", key), ("mcp_client_id", client), ("status", status), ("expires_at", expires), ("created_at", Created));

    private void VirtualMcp(string id, string name, string tools, string key, bool isEnabled = true)
    {
        BifrostTables.Insert(connection, "enterprise_mcp_tool_groups", ("id", id), ("name", name), ("tools", tools), ("enabled", isEnabled));
        BifrostTables.Insert(connection, "enterprise_mcp_tool_group_virtual_keys", ("id", ++given), ("tool_group_id", id), ("virtual_key_id", key));
    }

    private string Close(string value) => close?.Invoke(value) ?? value;
}
