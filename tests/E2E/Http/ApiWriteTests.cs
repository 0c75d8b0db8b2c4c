using System.Text.Json;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Writes over HTTP: one transaction each, planned and committed as pages do.</summary>
public sealed class ApiWriteTests : IAsyncLifetime
{
    private readonly DashboardServer server = new(("Guardrail:Share", "1"), ("Guardrail:Credentials", "2"));
    private HttpClient api = null!;

    public async ValueTask InitializeAsync()
    {
        await server.ImportAsync(Office.Company);
        api = await server.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_new_key_with_owner_and_grants_brings_back_what_its_owner_holds_and_one_error_makes_nothing()
    {
        var (refused, why) = await api.SendAsync("POST", "/api/governance/virtual-keys", """{"name": "cy-ci", "owner_user_id": "cy", "mcp_configs": [{"mcp_client_id": "none", "tools_to_execute": ["*"]}]}""");
        Assert.Equal((400, "unknown_mcp_client"), (refused, why.Text("code")));
        Assert.Equal(4, await KeysAsync());

        const string body = """{"name": "cy-ci", "owner_user_id": "cy", "mcp_configs": [{"mcp_client_name": "crm", "tools_to_execute": ["read"]}]}""";
        var (planned, plan) = await api.SendAsync("POST", "/api/governance/virtual-keys?dry_run=true", body);
        Assert.Equal((200, "1"), (planned, plan.GetProperty("plan").GetProperty("totals").Text("reactivate")));
        Assert.Equal(4, await KeysAsync());
        // Another key is made meanwhile: the plan is still that one.
        Assert.Equal(200, (await api.SendAsync("POST", "/api/governance/virtual-keys", """{"name": "other"}""")).Status);
        var fingerprint = plan.GetProperty("plan").Text("fingerprint");
        var (made, key) = await api.SendAsync("POST", "/api/governance/virtual-keys", body, fingerprint);

        Assert.Equal((200, "Virtual key created successfully"), (made, key.Text("message")));
        Assert.StartsWith("gh-vk-", key.GetProperty("virtual_key").Text("value"), StringComparison.Ordinal);
        Assert.Equal("cy", key.GetProperty("virtual_key").Text("owner_user_id"));
        Assert.Equal("1", key.GetProperty("change").GetProperty("tallies")[0].Text("count"));
        Assert.True((await AccessAsync($"user_id=cy&virtual_key_id={key.GetProperty("virtual_key").Text("id")}")).GetProperty("usable").GetBoolean());
        Assert.Equal("0", (await api.SendAsync("GET", "/api/drift")).Json.Text("count"));
        var (again, same) = await api.SendAsync("POST", "/api/governance/virtual-keys", body, fingerprint);
        Assert.Equal((200, true), (again, same.GetProperty("change").GetProperty("already_committed").GetBoolean()));
        Assert.Equal((409, "taken"), (await api.SendAsync("POST", "/api/governance/virtual-keys", """{"name": "cy-ci"}""")) is var (status, taken) ? (status, taken.Text("code")) : default);
    }

    [Fact]
    public async Task A_keys_name_owner_and_allowlist_change_together_or_not_at_all_and_come_back_together()
    {
        var (refused, why) = await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", """{"name": "renamed", "is_active": false, "owner_user_id": "cy", "mcp_configs": [{"mcp_client_id": "wiki", "tools_to_execute": ["*", "read"]}]}""");
        Assert.Equal((400, "bad_tools"), (refused, why.Text("code")));
        Assert.Equal(("support-bot", true, "support"), await KeyAsync());

        var (done, json) = await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", """{"name": "renamed", "owner_user_id": "cy", "mcp_configs": [{"mcp_client_id": "crm", "tools_to_execute": ["*"]}]}""");
        Assert.Equal(200, done);
        // Ana loses wiki, which she had through the team key; Cy's orphaned crm token comes back.
        Assert.Equal("orphan 1, reactivate 1", Tallies(json.GetProperty("change")));
        Assert.Equal("cy", json.GetProperty("virtual_key").Text("owner_user_id"));
        var change = json.GetProperty("change").Text("id");
        Assert.Equal((200, JsonValueKind.Null), (await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", """{"mcp_configs": [{"mcp_client_id": "crm", "tools_to_execute": ["*"]}]}""")) is var (status, nothing) ? (status, nothing.GetProperty("change").ValueKind) : default);

        var (undone, undo) = await api.SendAsync("POST", "/api/changes", Undo(change));
        Assert.Equal((200, "orphan 1, reactivate 1"), (undone, Tallies(undo.GetProperty("change"))));
        Assert.Equal(("renamed", true, "support"), await KeyAsync());
        var undoOfUndo = undo.GetProperty("change").Text("id");
        await api.SendAsync("POST", "/api/changes", Undo(undoOfUndo));
        Assert.Equal(("renamed", true, "cy"), await KeyAsync());
    }

    [Fact]
    public async Task The_plan_that_was_reviewed_commits_once_and_a_stale_one_hands_back_what_is_true_and_what_moved()
    {
        const string body = """{"mcp_configs": []}""";
        var plan = (await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot?dry_run=true", body)).Json.GetProperty("plan");
        Assert.Equal(["orphan 1"], plan.GetProperty("tallies").EnumerateArray().Select(tally => $"{tally.Text("transition")} {tally.Text("count")}"));
        await api.SendAsync("PATCH", "/api/mcp/client/crm/sharing", """{"add": [{"virtual_key_id": "support-bot", "tools_to_execute": ["*"]}]}""");

        var (status, stale) = await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", body, plan.Text("fingerprint"));

        Assert.Equal((409, "stale_plan"), (status, stale.Text("code")));
        Assert.Contains("crm granted to key support-bot", stale.GetProperty("moved").Text("summary"), StringComparison.Ordinal);
        var fresh = stale.GetProperty("plan").Text("fingerprint");
        var (done, written) = await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", body, fresh);
        Assert.Equal((200, false), (done, written.GetProperty("change").GetProperty("already_committed").GetBoolean()));
        var (again, same) = await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", body, fresh);
        Assert.Equal((200, true, written.GetProperty("change").Text("id")), (again, same.GetProperty("change").GetProperty("already_committed").GetBoolean(), same.GetProperty("change").Text("id")));
        Assert.Equal((400, "bad_fingerprint"), (await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", body, "odd")) is var (odd, error) ? (odd, error.Text("code")) : default);
    }

    [Fact]
    public async Task Over_the_guardrail_the_plan_must_be_named()
    {
        const string path = "/api/access-profiles/desk";
        await api.SendAsync("PUT", "/api/governance/virtual-keys/cy-laptop", """{"mcp_configs": [{"mcp_client_id": "crm", "tools_to_execute": ["*"]}]}""");
        var (status, json) = await api.SendAsync("POST", "/api/changes", """{"edit": {"kind": "delete_mcp_client", "mcp_client_id": "crm"}}""");
        Assert.Equal((409, "guardrail"), (status, json.Text("code")));
        Assert.Equal(200, (await api.SendAsync("GET", "/api/mcp/client/crm")).Status);
        var fingerprint = json.GetProperty("plan").Text("fingerprint");
        var (done, _) = await api.SendAsync("DELETE", "/api/mcp/client/crm", null, fingerprint);
        Assert.Equal((200, 404), (done, (await api.SendAsync("GET", "/api/mcp/client/crm")).Status));
        Assert.Equal("[]", (await api.SendAsync("GET", path)).Json.GetProperty("access_profile").Text("grants"));
    }

    [Fact]
    public async Task A_clients_settings_sharing_and_header_names_change_together_or_not_at_all()
    {
        var (made, client) = await api.SendAsync("POST", "/api/mcp/client", """
            {"name": "acme", "client_id": "acme", "connection_type": "http", "connection_string": "https://acme.example/mcp", "auth_type": "per_user_headers", "per_user_header_keys": [" X-Api-Key "],
             "headers": {"x-tenant": "canary-tenant"}, "vk_configs": [{"virtual_key_id": "ana-laptop", "tools_to_execute": ["*"]}]}
            """);
        Assert.Equal((200, "1"), (made, client.GetProperty("client").Text("vk_configs_count")));
        Assert.Equal("[\"x-api-key\"]", client.GetProperty("client").GetProperty("config").Text("per_user_header_keys"));
        Assert.DoesNotContain("canary-tenant", client.ToString(), StringComparison.Ordinal);

        var (refused, why) = await api.SendAsync("PUT", "/api/mcp/client/acme", """{"name": "acme-2", "allow_on_all_virtual_keys": true, "per_user_header_keys": ["x", "X"]}""");
        Assert.Equal((400, "bad_header_name"), (refused, why.Text("code")));
        var config = (await api.SendAsync("GET", "/api/mcp/client/acme")).Json.GetProperty("config");
        Assert.Equal(("acme", "False"), (config.Text("name"), config.Text("allow_on_all_virtual_keys")));

        var (done, json) = await api.SendAsync("PUT", "/api/mcp/client/acme", """{"name": "acme-2", "allow_on_all_virtual_keys": true, "per_user_header_keys": ["x-key"], "vk_configs": [], "headers": {"x-tenant": "********"}}""");
        Assert.Equal(200, done);
        config = json.GetProperty("client").GetProperty("config");
        Assert.Equal(("acme-2", "True", "[\"x-key\"]", "0"), (config.Text("name"), config.Text("allow_on_all_virtual_keys"), config.Text("per_user_header_keys"), json.GetProperty("client").Text("vk_configs_count")));
        await api.SendAsync("POST", "/api/changes", Undo(json.GetProperty("change").Text("id")));
        config = (await api.SendAsync("GET", "/api/mcp/client/acme")).Json;
        Assert.Equal(("False", "[\"x-api-key\"]", "1"), (config.GetProperty("config").Text("allow_on_all_virtual_keys"), config.GetProperty("config").Text("per_user_header_keys"), config.Text("vk_configs_count")));
    }

    [Fact]
    public async Task A_profile_is_made_with_what_it_names_and_whom_it_is_given_to()
    {
        const string body = """{"name": "Fields", "grants": [{"mcp_client_name": "crm", "tools_to_execute": ["*"]}], "assigned": {"groups": ["field"]}}""";
        var plan = (await api.SendAsync("POST", "/api/access-profiles?dry_run=true", body)).Json.GetProperty("plan");
        var (made, json) = await api.SendAsync("POST", "/api/access-profiles", body, plan.Text("fingerprint"));
        Assert.Equal((200, "reactivate 1"), (made, Tallies(json.GetProperty("change"))));
        var id = json.GetProperty("access_profile").Text("id");
        var rows = (await api.SendAsync("GET", $"/api/changes/{json.GetProperty("change").Text("id")}/transitions")).Json.GetProperty("items");
        Assert.Equal(("t3", "cy", "Profile \"Fields\" grants it"), (rows[0].Text("id"), rows[0].GetProperty("user").Text("id"), rows[0].Text("reason")));

        var (done, off) = await api.SendAsync("PUT", $"/api/access-profiles/{id}", """{"name": "Field staff", "is_active": false}""");
        Assert.Equal((200, "Field staff", "orphan 1"), (done, off.GetProperty("access_profile").Text("name"), Tallies(off.GetProperty("change"))));
    }

    [Fact]
    public async Task A_rename_alone_plans_nothing_and_makes_no_change()
    {
        var (planned, plan) = await api.SendAsync("PUT", "/api/governance/virtual-keys/ana-laptop?dry_run=true", """{"name": "ana-desk"}""");
        Assert.Equal((200, true, JsonValueKind.Null), (planned, plan.GetProperty("plan").GetProperty("is_empty").GetBoolean(), plan.GetProperty("plan").GetProperty("fingerprint").ValueKind));
        var (done, json) = await api.SendAsync("PUT", "/api/governance/virtual-keys/ana-laptop", """{"name": "ana-desk", "expires_at": "2031-01-01T00:00:00Z"}""");
        Assert.Equal((200, "ana-desk", JsonValueKind.Null), (done, json.GetProperty("virtual_key").Text("name"), json.GetProperty("change").ValueKind));
        await api.SendAsync("PUT", "/api/governance/virtual-keys/ana-laptop", """{"expires_at": ""}""");
        Assert.Equal(JsonValueKind.Null, (await api.SendAsync("GET", "/api/governance/virtual-keys/ana-laptop")).Json.GetProperty("virtual_key").GetProperty("expires_at").ValueKind);
    }

    private static string Undo(string change) => $$$"""{"edit": {"kind": "undo", "change_id": {{{change}}}}}""";

    private static string Tallies(JsonElement change) => string.Join(", ", change.GetProperty("tallies").EnumerateArray().Select(tally => $"{tally.Text("transition")} {tally.Text("count")}"));

    private async Task<int> KeysAsync() => (await api.SendAsync("GET", "/api/governance/virtual-keys")).Json.GetProperty("total_count").GetInt32();

    private async Task<JsonElement> AccessAsync(string who) => (await api.SendAsync("GET", $"/api/access?mcp_client_id=crm&{who}")).Json;

    private async Task<(string Name, bool IsActive, string Owner)> KeyAsync()
    {
        var key = (await api.SendAsync("GET", "/api/governance/virtual-keys/support-bot")).Json.GetProperty("virtual_key");
        return (key.Text("name"), key.GetProperty("is_active").GetBoolean(), key.Text("owner_user_id") + key.Text("owner_group_id"));
    }
}
