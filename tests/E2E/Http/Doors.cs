
namespace Gatehouse.Tests.E2E.Http;

/// <summary>Every way into the program, by the least role it takes. One that is not listed here fails <see cref="WalkTests"/>: whoever adds it says who may.</summary>
internal static class Doors
{
    /// <summary>For everybody, signed in or not.</summary>
    private static readonly string[] Open =
    [
        "GET,POST /sign-in", "POST /sign-in", "GET,POST /set-up", "POST /set-up", "GET,POST /set-password", "POST /set-password", "POST /set-up/open", "POST /set-password/open",
        "GET /health/live", "GET /health/ready", "GET,POST /status/{Code:int}", "GET /api/docs/scalar.js", "GET /api/docs/scalar.aspnetcore.js", "GET /api/docs/favicon.svg",
    ];

    private static readonly string[] Viewer =
    [
        "GET,POST /", "GET,POST /virtual-keys", "GET,POST /virtual-keys/{Id}", "GET,POST /mcp-clients", "GET,POST /mcp-clients/{Id}", "GET,POST /credentials",
        "GET,POST /access-profiles", "GET,POST /access-profiles/{Id}", "GET,POST /changes", "GET,POST /changes/{Id:long}", "GET,POST /record",
        "GET,POST /sign-ins", "GET,POST /assign", "GET,POST /not-found", "GET,POST /status/404",
        "GET,HEAD {**path:file}", "POST /sign-out", "GET /_framework/opaque-redirect", "POST /_blazor/negotiate", "GET /_blazor", "POST /_blazor/disconnect/", "GET /_blazor/initializers/",
        "GET /export/virtual-keys.csv", "GET /export/virtual-keys.json", "GET /export/credentials.csv", "GET /export/credentials.json",
        "GET /export/access-profiles.csv", "GET /export/access-profiles.json",
        "GET /export/changes.csv", "GET /export/changes.json", "GET /export/record.csv", "GET /export/record.json", "GET /export/changes/{id:long}/rows.csv",
        "GET /export/assign-template.csv", "GET /export/assign-template.json", "GET /export/mcp-clients.csv", "GET /export/mcp-clients.json",
        "GET /commits/{fingerprint}", "GET /metrics", "GET /openapi/{documentName}.json", "GET /api/docs/{documentName?}",
        "GET /api/governance/virtual-keys", "GET /api/governance/virtual-keys/{id}", "GET /api/mcp/clients", "GET /api/mcp/client/{client_id}",
        "GET /api/mcp/client/{client_id}/sharing", "GET /api/mcp/sessions", "GET /api/mcp/sessions/{id}/why", "GET /api/access-profiles", "GET /api/access-profiles/{id}",
        "GET /api/changes", "GET /api/changes/{id:long}", "GET /api/changes/{id:long}/transitions",
        "GET /api/access", "GET /api/drift", "POST /api/plans", "POST /api/plans/transitions",
    ];

    private static readonly string[] Operator =
    [
        "POST /api/governance/virtual-keys", "PUT /api/governance/virtual-keys/{id}", "DELETE /api/governance/virtual-keys/{id}", "POST /api/governance/virtual-keys/{id}/rotate", "POST /api/governance/virtual-keys/rotate",
        "PUT /api/mcp/client/{client_id}", "DELETE /api/mcp/client/{client_id}", "PATCH /api/mcp/client/{client_id}/sharing",
        "DELETE /api/mcp/sessions/{id}", "POST /api/mcp/sessions/{id}/reauth",
        "POST /api/access-profiles", "PUT /api/access-profiles/{id}", "DELETE /api/access-profiles/{id}", "POST /api/changes",
    ];

    private static readonly string[] Admin =
    [
        "GET,POST /people", "GET,POST /people/{Id}", "GET,POST /settings", "GET,POST /settings/api-tokens", "GET,POST /settings/limits", "GET,POST /settings/about",
        "GET /export/users.csv", "GET /export/users.json", "GET /export/groups.csv", "GET /export/groups.json", "GET /export/api-tokens.csv", "GET /export/api-tokens.json",
        "GET /api/users", "GET /api/groups", "GET /api/users/{id}/access", "POST /api/mcp/client", "GET /api/export",
        "GET,POST /settings/import", "GET,POST /settings/sign-ins", "POST /api/import", "GET /api/events", "GET /api/sign-ins", "GET /api/sign-ins/{id}", "DELETE /api/sign-ins", "DELETE /api/sign-ins/{id}",
    ];

    /// <summary>All of them; null: open.</summary>
    public static readonly IReadOnlyList<Door> All =
    [
        .. Open.SelectMany(line => Door.Of(line, null)), .. Viewer.SelectMany(line => Door.Of(line, Role.Viewer)),
        .. Operator.SelectMany(line => Door.Of(line, Role.Operator)), .. Admin.SelectMany(line => Door.Of(line, Role.Admin)),
    ];
}

/// <summary>A method and an address.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">As it is mapped, from a slash.</param>
/// <param name="Least">The least role it takes; null: none, not even to be signed in.</param>
internal sealed record Door(string Method, string Template, Role? Least)
{
    /// <summary>An address of it that names nothing that exists.</summary>
    public string Path => Template.Replace("{**path:file}", "/no-such-file.css", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal)
        .Replace("{documentName?}", "", StringComparison.Ordinal).Replace("{Code:int}", "403", StringComparison.Ordinal)
        .Replace(":long}", "}", StringComparison.Ordinal).Replace("changes/{id}", "changes/999999", StringComparison.Ordinal)
        .Replace("changes/{Id}", "changes/999999", StringComparison.Ordinal)
        .Replace("{id}", "none", StringComparison.Ordinal).Replace("{Id}", "none", StringComparison.Ordinal).Replace("{client_id}", "none", StringComparison.Ordinal);

    public static IEnumerable<Door> Of(string line, Role? least) =>
        line.Split(' ', 2) is [var methods, var template] ? methods.Split(',').Select(method => new Door(method, template, least)) : [];
}
