using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;

namespace Gatehouse.Data.Import;

/// <summary>Credentials and flows. Marks are kept as given, drift included: what is out of step is shown, never mended silently.</summary>
internal sealed class CredentialImport(Known known, Inserts inserts, SecretProtector protector, DateTimeOffset now, Func<string, long> nextId)
{
    public string? Token(TokenRow row)
    {
        if (Identity(row, out var identity) is { } wrong)
            return wrong;
        if (Mark(row, out var mark) is { } contradiction)
            return contradiction;
        var id = nextId("oauth_tokens");
        if (!inserts.TryInsert("oauth_token_secrets", ("id", id), ("public_id", row.Id), ("access_token", Protect(row.AccessToken)),
            ("refresh_token", Protect(row.RefreshToken)), ("expires_at", row.ExpiresAt), ("scopes", JsonSerializer.Serialize(row.Scopes ?? [])), ("last_used_at", row.LastUsedAt)))
            return $"There is an OAuth token \"{ShownText.Of(row.Id)}\" already.";
        if (inserts.TryInsert("oauth_tokens", [.. Keyed(id, identity, row), ("health", mark.Health), ("orphaned_at", mark.OrphanedAt)]))
            return null;
        inserts.Delete("oauth_token_secrets", id);
        return "This identity has an OAuth token for this MCP client already: one credential per identity and client.";
    }

    public string? Header(HeaderRow row)
    {
        if (Identity(row, out var identity) is { } wrong)
            return wrong;
        if (Mark(row, out var mark) is { } contradiction)
            return contradiction;
        var given = row.Headers?.Keys ?? row.HeaderNames ?? [];
        if (HeaderName.CanonicalList(given, out var errors) is not { } names)
            return $"Field {(row.Headers is null ? "header_names" : "headers")}: {string.Join(" ", errors)}";
        if (row is { Headers: not null, HeaderNames: { } also } && !(HeaderName.CanonicalList(also, out _) ?? []).ToHashSet().SetEquals(names))
            return "Fields headers and header_names differ: keep one of them.";
        var values = row.Headers?.ToDictionary(pair => HeaderName.Canonical(pair.Key, out _)!, pair => pair.Value);
        var id = nextId("header_credentials");
        if (!inserts.TryInsert("header_credential_secrets", ("id", id), ("public_id", row.Id),
            ("values", values is null ? null : protector.Protect(JsonSerializer.Serialize(values))), ("last_used_at", row.LastUsedAt)))
            return $"There is a header credential \"{ShownText.Of(row.Id)}\" already.";
        if (inserts.TryInsert("header_credentials",
            [.. Keyed(id, identity, row), ("health", mark.Health), ("orphaned_at", mark.OrphanedAt), ("header_name_set_id", NameSet(names))]))
            return null;
        inserts.Delete("header_credential_secrets", id);
        return "This identity has a header credential for this MCP client already: one credential per identity and client.";
    }

    public string? Flow(string table, FlowRow row)
    {
        if (Identity(row, out var identity) is { } wrong)
            return wrong;
        return inserts.TryInsert(table, [.. Keyed(nextId(table), identity, row), ("public_id", row.Id), ("status", row.Status),
            ("expires_at", row.ExpiresAt ?? (row.CreatedAt ?? now) + TimeSpan.FromMinutes(15))])
            ? null
            : $"There is a flow \"{ShownText.Of(row.Id)}\" already, or this identity has a pending one for this MCP client.";
    }

    private (string, object?)[] Keyed(long id, (int Client, IdentityKind Kind, int Id) identity, KeyedRow row) =>
    [
        ("id", id), ("mcp_client_id", identity.Client), ("identity_kind", identity.Kind), ("identity_id", identity.Id), ("created_at", row.CreatedAt ?? now),
    ];

    private string? Identity(KeyedRow row, out (int Client, IdentityKind Kind, int Id) identity)
    {
        identity = default;
        if (string.IsNullOrWhiteSpace(row.Id))
            return "Field id is missing.";
        if (row.McpClientId is null || !known.Clients.TryGetValue(row.McpClientId, out var client))
            return $"Field mcp_client_id: there is no MCP client \"{ShownText.Of(row.McpClientId)}\".";
        var given = new[] { ("vk", row.VirtualKeyId), ("user", row.UserId), ("session", row.SessionId) }.Where(one => !string.IsNullOrEmpty(one.Item2)).ToArray();
        if (given.Length != 1)
            return "Exactly one of virtual_key_id, user_id and session_id must be given.";
        var (mode, id) = given[0];
        if (row.Mode is { } said && said != mode)
            return said is "vk" or "user" or "session"
                ? $"The mode is \"{ShownText.Of(said)}\", but the row is keyed by {mode}."
                : "The mode must be vk, user or session.";
        switch (mode)
        {
            case "vk" when !known.Keys.TryGetValue(id!, out var key):
                return $"Field virtual_key_id: there is no virtual key \"{ShownText.Of(id)}\".";
            case "user" when !known.Users.ContainsKey(id!):
                return $"Field user_id: there is no user \"{ShownText.Of(id)}\".";
            default:
                identity = mode switch
                {
                    "vk" => (client, IdentityKind.VirtualKey, known.Keys[id!]),
                    "user" => (client, IdentityKind.User, known.Users[id!]),
                    _ => (client, IdentityKind.Session, Session(id!)),
                };
                return null;
        }
    }

    private string? Mark(CredentialRow row, out (CredentialHealth Health, DateTimeOffset? OrphanedAt) mark)
    {
        mark = default;
        if (row.Status is null && row.Health is null && row.Orphaned is null)
            return "Give status, or health and orphaned.";
        if (row.Status == CredentialStatus.Pending)
            return "Field status: a credential is not pending, a flow is.";
        var orphaned = row.Orphaned ?? row.Status == CredentialStatus.Orphaned;
        var health = row.Health ?? row.Status switch
        {
            CredentialStatus.NeedsReauth => CredentialHealth.NeedsReauth,
            CredentialStatus.NeedsUpdate => CredentialHealth.NeedsUpdate,
            _ => CredentialHealth.Healthy,
        };
        if (row.Status is { } status && status != (orphaned ? CredentialStatus.Orphaned : (CredentialStatus)health))
            return "Fields status, health and orphaned contradict each other.";
        mark = (health, orphaned ? row.OrphanedAt ?? now : null);
        return null;
    }

    private int Session(string session)
    {
        if (!known.Sessions.TryGetValue(session, out var id))
            id = known.Sessions[session] = inserts.TryInsertWithId("mcp_sessions", ("session_id", session))!.Value;
        return id;
    }

    private int NameSet(IReadOnlyList<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        var key = string.Join('\n', sorted);
        if (!known.NameSets.TryGetValue(key, out var id))
            id = known.NameSets[key] = inserts.TryInsertWithId("header_name_sets", ("names", JsonSerializer.Serialize(sorted)))!.Value;
        return id;
    }

    private byte[]? Protect(string? secret) => string.IsNullOrEmpty(secret) ? null : protector.Protect(secret);
}
