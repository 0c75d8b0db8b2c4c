using System.Reflection;
using System.Text.Json;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Tokens;
using Gatehouse.Tests.E2E.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>
/// Goes through every door that takes something, and looks what it leaves on record: who, from where, what. A route that is new fails here until it is
/// said what it leaves, or why it leaves nothing.
/// </summary>
public sealed class RecordWalkTests : IAsyncLifetime
{
    /// <summary>In place of an action: a change of access.</summary>
    private const string Change = "a change";

    private const string First = "first.admin";
    private const string Vera = "vera";
    private const string Long = "a-long-enough-password";

    /// <summary>A credential whose values can be asked for.</summary>
    private const string Asked = """
        {"version": 1,
         "mcp_clients": [{"client_id": "billing", "name": "billing", "auth_type": "per_user_headers", "per_user_header_keys": ["x-api-key"]}],
         "virtual_keys": [{"id": "ci-bot", "name": "ci-bot", "mcp_configs": [{"mcp_client_id": "billing", "tools_to_execute": ["*"]}]}],
         "header_credentials": [{"id": "of-key", "auth_mode": "vk", "virtual_key_id": "ci-bot", "mcp_client_id": "billing", "status": "needs_update", "headers": {"x-api-key": "canary-value"}}]}
        """;

    /// <summary>They write nothing, and why.</summary>
    private static readonly Dictionary<string, string> Silent = new()
    {
        ["POST /api/plans"] = "A plan is a value: nothing is written.",
        ["POST /api/plans/transitions"] = "A plan is a value: nothing is written.",
        ["POST /api/mcp/sessions/{id}/reauth"] = "A person is asked to sign in; whether they do so is theirs, and a flow ends by itself.",
        ["POST /set-up/open"] = "It puts the link into a cookie of the browser.",
        ["POST /set-password/open"] = "It puts the link into a cookie of the browser.",
    };

    private readonly DashboardServer server = new(("Guardrail:Share", "1"), ("Guardrail:Credentials", "1000"));
    private readonly HashSet<string> walked = [];
    private HttpClient api = null!;
    private HttpClient browser = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        await server.ImportAsync(Office.Company);
        await server.ImportAsync(Asked);
        browser = server.NewClient();
        token = Assert.IsType<EditOutcome.Done>(await server.Services.GetRequiredService<ApiTokenStore>().CreateAsync(Actor.CommandLine, "walker", Role.Admin, null)).Secret!;
        api = new HttpClient { BaseAddress = server.Address };
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        browser.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Every_door_that_writes_leaves_who_from_where_and_what()
    {
        var setUp = (await server.Services.GetRequiredService<SetUpToken>().OfferAsync())!;
        await FormAsync("POST /set-up/open", null, Links.SetUp, ("link", $"#{setUp}"));
        await FormAsync("POST /set-up", (First, "account.added sign_in.done"), Links.SetUp, ("token", setUp), ("userName", First), ("password", Long), ("repeat", Long));
        await FormAsync("POST /sign-out", (First, "sign_in.ended"), Links.SignIn);
        await FormAsync("POST /sign-in", (First, "sign_in.done"), Links.SignIn, ("userName", First), ("password", Long));
        await FormAsync("POST /sign-in", (First, "sign_in.refused"), Links.SignIn, ("userName", First), ("password", "wrong-password-typed"));
        await FormAsync("POST /sign-in", ("Unknown", "sign_in.refused"), Links.SignIn, ("userName", "typed-as-a-name"), ("password", "wrong-password-typed"));
        var link = Assert.IsType<EditOutcome.Done>(await server.Services.GetRequiredService<AdminEdits>().AddAsync(DashboardServer.By(First), Vera, Role.Viewer));
        await FormAsync("POST /set-password/open", null, Links.SetPassword, ("link", Links.SetPasswordWith(link.Id, link.Secret!)));
        await FormAsync("POST /set-password", (Vera, "account.password_chosen"), Links.SetPassword, ("id", link.Id), ("token", link.Secret!), ("password", Long), ("repeat", Long));

        await ApiAsync("POST /api/plans", null, """{"edit": {"kind": "sharing", "mcp_client_id": "wiki", "remove": ["support-bot"]}}""");
        await ApiAsync("POST /api/plans/transitions", null, """{"edit": {"kind": "sharing", "mcp_client_id": "wiki", "remove": ["support-bot"]}}""");
        await ApiAsync("POST /api/changes", Change, """{"edit": {"kind": "sharing", "mcp_client_id": "wiki", "remove": ["support-bot"]}}""");
        await ApiAsync("POST /api/governance/virtual-keys", "key.made", """{"name": "walk"}""");
        await ApiAsync("PUT /api/governance/virtual-keys/{id}", "key.changed", """{"name": "ana-desk"}""", "ana-laptop");
        var rotated = await ApiAsync("POST /api/governance/virtual-keys/{id}/rotate", "key.rotated", null, "ana-laptop");
        await ApiAsync("POST /api/governance/virtual-keys/rotate", "key.rotated", """{"ids": ["bo-laptop"]}""");
        await ApiAsync("DELETE /api/governance/virtual-keys/{id}", Change, null, "cy-laptop");
        await ApiAsync("POST /api/mcp/client", "client.made", """{"name": "acme", "client_id": "acme", "connection_type": "http", "connection_string": "https://acme.example/mcp", "auth_type": "none", "headers": {"x-tenant": "canary-tenant"}}""");
        await ApiAsync("PUT /api/mcp/client/{client_id}", "client.changed", """{"name": "acme-2"}""", "acme");
        await ApiAsync("PATCH /api/mcp/client/{client_id}/sharing", Change, """{"add": [{"virtual_key_id": "bo-laptop", "tools_to_execute": ["*"]}]}""", "wiki");
        await ApiAsync("DELETE /api/mcp/client/{client_id}", Change, null, "acme");
        await ApiAsync("POST /api/mcp/sessions/{id}/reauth", null, null, "of-key");
        await ApiAsync("DELETE /api/mcp/sessions/{id}", Change, null, "t5");
        var profile = (await ApiAsync("POST /api/access-profiles", "profile.made", """{"name": "Fields"}""")).GetProperty("access_profile").Text("id");
        await ApiAsync("PUT /api/access-profiles/{id}", "profile.changed", """{"name": "Field staff"}""", profile);
        await ApiAsync("DELETE /api/access-profiles/{id}", Change, null, profile);
        await ApiAsync("POST /api/import", "data.imported", """{"version": 1, "users": [{"id": "zoe", "user_name": "zoe@acme.example"}]}""");
        var open = (await api.SendAsync("GET", "/api/sign-ins")).Json.GetProperty("items")[0].Text("id");
        await ApiAsync("DELETE /api/sign-ins/{id}", "sign_in.ended_elsewhere", null, open);
        await browser.SignInAsync(First, Long);
        await ApiAsync("DELETE /api/sign-ins", "sign_in.all_ended", null, query: "?everybody=true");

        Assert.Equal(Doors().Where(door => !door.StartsWith("GET ", StringComparison.Ordinal)).Order(StringComparer.Ordinal), walked.Concat(Silent.Keys).Distinct().Order(StringComparer.Ordinal));
        var key = rotated.GetProperty("virtual_key").Text("value");
        Assert.NotEmpty(key);
        await server.HoldsNoSecretAsync(Long, "wrong-password-typed", "typed-as-a-name", setUp, token, link.Secret!, key, "canary-tenant", "canary-value");
    }

    [Fact]
    public async Task A_dry_run_leaves_nothing()
    {
        var before = await server.RecordEndAsync();
        foreach (var (method, path, body) in new[]
        {
            ("POST", "/api/import?dry_run=true", """{"version": 1, "users": [{"id": "zoe", "user_name": "zoe@acme.example"}]}"""),
            ("DELETE", "/api/governance/virtual-keys/cy-laptop?dry_run=true", null),
            ("POST", "/api/governance/virtual-keys?dry_run=true", """{"name": "walk"}"""),
        })
            Assert.Equal(200, (await api.SendAsync(method, path, body)).Status);
        Assert.Equal(before, await server.RecordEndAsync());
    }

    [Fact]
    public async Task Every_export_leaves_who_took_what()
    {
        var exports = Doors().Where(door => door.StartsWith("GET /export/", StringComparison.Ordinal) || door == "GET /api/export").Select(door => door["GET ".Length..]).ToArray();
        Assert.True(exports.Length > 15);
        foreach (var path in exports)
        {
            var before = await server.RecordEndAsync();
            using var answer = await api.GetAsync(new Uri(path.Replace("{id:long}", "1", StringComparison.Ordinal), UriKind.Relative));
            // What an empty template holds is the program's own.
            var expected = path.Contains("template", StringComparison.Ordinal) ? "" : "data.exported walker Api 127.0.0.1";
            Assert.Equal((path, expected), (path, string.Join(' ', (await server.EventsAsync(before)).Select(entry => $"{entry.Action} {entry.Actor} {entry.Origin} {entry.Address}"))));
        }
    }

    [Fact]
    public void No_page_takes_a_form_of_its_own() =>
        // So that what is posted to a page is read like a GET: forms post to the routes above.
        Assert.Empty(typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetProperties().Where(field => field.GetCustomAttribute<SupplyParameterFromFormAttribute>() is not null)).Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));

    /// <summary>"POST /api/changes" for every route that is no page and not the framework's own: what comes through the circuit of a page, PageWritesTests walk.</summary>
    private IEnumerable<string> Doors() => server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && !endpoint.Metadata.Any(fact => fact.GetType().Name == "StaticAssetDescriptor"))
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}"))
        .Where(door => !door.StartsWith("HEAD ", StringComparison.Ordinal) && !door.Contains(" /_", StringComparison.Ordinal)).Distinct();

    private async Task<JsonElement> ApiAsync(string door, string? expected, string? body = null, string? id = null, string query = "")
    {
        var (method, path) = (door.Split(' ')[0], door.Split(' ')[1].Replace("{id}", id, StringComparison.Ordinal).Replace("{client_id}", id, StringComparison.Ordinal));
        var before = await server.RecordEndAsync();
        var (status, json) = await api.SendAsync(method, path + query, body);
        Assert.True(status == 200, $"{door}: {status} {json}");
        await LeftAsync(door, expected is null ? null : ("walker", expected), before, Origin.Api);
        return json;
    }

    private async Task FormAsync(string door, (string Who, string What)? expected, string page, params (string Name, string Value)[] fields)
    {
        var before = await server.RecordEndAsync();
        using var answer = await browser.PostFormAsync(page, door.Split(' ')[1], fields);
        Assert.True((int)answer.StatusCode < 400, $"{door}: {answer.StatusCode}");
        await server.Services.GetRequiredService<Refusals>().WriteDueAsync();
        await LeftAsync(door, expected, before, Origin.Page);
    }

    private async Task LeftAsync(string door, (string Who, string What)? expected, long before, Origin origin)
    {
        walked.Add(door);
        Assert.Equal((door, expected is null), (door, Silent.ContainsKey(door)));
        var (events, changes) = (await server.EventsAsync(before), await server.ChangesAsync(before));
        Assert.Equal((door, expected?.What ?? ""), (door, string.Join(' ', events.Select(entry => entry.Action).Concat(changes.Select(_ => Change)))));
        Assert.All(events, entry => Assert.Equal((expected?.Who, origin, "127.0.0.1"), (entry.Actor, entry.Origin, entry.Address)));
        Assert.All(changes, change => Assert.Equal((expected?.Who, (int)origin), (change.Actor, (int)change.Origin)));
    }
}
