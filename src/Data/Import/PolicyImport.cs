using System.Text.Json;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Secrets;

namespace Gatehouse.Data.Import;

/// <summary>Rows of policy and directory. Each method gives the reason why its row is refused, or null when it is in.</summary>
internal sealed class PolicyImport(Known known, Inserts inserts, SecretProtector protector, DateTimeOffset now)
{
    private readonly StaticHeaders staticHeaders = new(protector);
    private readonly Oddities oddities = new();

    /// <summary>What is odd about the row that came in last.</summary>
    public IReadOnlyList<string> Odd => oddities.Found;

    public string? Client(ClientRow row)
    {
        if (Identify(row.ClientId, "client_id", known.Clients, "MCP client") is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(row.Name))
            return "Field name is missing.";
        oddities.Name("name", row.Name.Trim(), NameText.WrongName(row.Name.Trim(), "the MCP client"));
        oddities.Client(row);
        if (HeaderName.CanonicalList(row.PerUserHeaderKeys ?? [], out var errors) is not { } names)
            return $"Field per_user_header_keys: {string.Join(" ", errors)}";
        if (HeaderName.CanonicalList(row.Headers?.Keys ?? [], out errors) is null)
            return $"Field headers: {string.Join(" ", errors)}";
        var stored = Stored(row);
        var id = inserts.TryInsertWithId("mcp_clients",
            ("client_id", row.ClientId), ("name", row.Name.Trim()), ("connection_type", row.ConnectionType), ("connection_string", stored.ConnectionString),
            ("auth_type", row.AuthType), ("allow_on_all_virtual_keys", row.AllowOnAllVirtualKeys), ("disabled", row.Disabled),
            ("per_user_header_keys", Json(names)), ("tools", Json((row.Tools ?? []).Distinct())),
            ("static_headers", stored.StaticHeaders),
            ("ca_cert_pem", row.CaCertPem), ("insecure_skip_verify", row.InsecureSkipVerify), ("version", 0),
            ("created_at", row.CreatedAt ?? now), ("updated_at", row.UpdatedAt ?? row.CreatedAt ?? now));
        return Keep(known.Clients, row.ClientId!, id, $"There is an MCP client named \"{ShownText.Of(row.Name)}\" already.");
    }

    /// <summary>Whatever is secret about it, protected: headers, and what stands in its address.</summary>
    private McpClient Stored(ClientRow row)
    {
        var client = new McpClient { ClientId = row.ClientId!, Name = row.Name!, ConnectionType = row.ConnectionType, ConnectionString = (row.ConnectionString ?? "").Trim(), InsecureSkipVerify = row.InsecureSkipVerify };
        staticHeaders.Adopt(client);
        if (row.Headers is { Count: > 0 } headers)
            staticHeaders.Write(client, staticHeaders.Read(client).Concat(headers).GroupBy(header => HeaderName.Canonical(header.Key, out _)!, header => header.Value)
                .ToDictionary(header => header.Key, header => header.Last()));
        return client;
    }

    public string? User(UserRow row)
    {
        if (Identify(row.Id, "id", known.Users, "user") is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(row.UserName))
            return "Field user_name is missing.";
        oddities.Name("user_name", row.UserName.Trim(), NameText.WrongUserName(row.UserName.Trim()));
        oddities.Name("display_name", row.DisplayName, row.DisplayName is { } shown ? NameText.WrongName(shown.Trim(), "the user") : null);
        var id = inserts.TryInsertWithId("users",
            ("public_id", row.Id), ("user_name", row.UserName.Trim()), ("display_name", row.DisplayName ?? row.UserName), ("active", row.Active),
            ("created_at", row.CreatedAt ?? now));
        return Keep(known.Users, row.Id!, id, $"There is a user with user_name \"{ShownText.Of(row.UserName)}\" already.");
    }

    public string? Group(GroupRow row)
    {
        if (Identify(row.Id, "id", known.Groups, "group") is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(row.DisplayName))
            return "Field display_name is missing.";
        oddities.Name("display_name", row.DisplayName.Trim(), NameText.WrongName(row.DisplayName.Trim(), "the group"));
        if (Resolve(row.Members, "members", known.Users, "user", out var members) is { } unknown)
            return unknown;
        var id = inserts.TryInsertWithId("groups", ("public_id", row.Id), ("display_name", row.DisplayName.Trim()), ("created_at", row.CreatedAt ?? now));
        foreach (var member in id is null ? [] : members)
            inserts.TryInsert("group_members", ("group_id", id), ("user_id", member));
        return Keep(known.Groups, row.Id!, id, $"There is a group named \"{ShownText.Of(row.DisplayName)}\" already.");
    }

    public string? VirtualKey(KeyRow row)
    {
        if (Identify(row.Id, "id", known.Keys, "virtual key") is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(row.Name))
            return "Field name is missing.";
        oddities.Name("name", row.Name.Trim(), NameText.WrongName(row.Name.Trim(), "the key"));
        oddities.Text("description", NameText.WrongDescription(row.Description?.Trim()));
        if (row.OwnerUserId is not null && row.OwnerGroupId is not null)
            return "A key is owned by a user or a group, not both: keep owner_user_id or owner_group_id.";
        if (row.OwnerUserId is { } user && !known.Users.ContainsKey(user))
            return Unknown("owner_user_id", "user", user);
        if (row.OwnerGroupId is { } group && !known.Groups.ContainsKey(group))
            return Unknown("owner_group_id", "group", group);
        if (Grants(row.McpConfigs, "mcp_configs", out var grants) is { } bad)
            return bad;
        var secret = row.Secret is null ? null : VirtualKeySecret.Of(row.Secret);
        var id = inserts.TryInsertWithId("virtual_keys",
            ("public_id", row.Id), ("name", row.Name.Trim()), ("description", row.Description), ("secret_hash", secret?.Hash ?? row.SecretHash), ("secret_prefix", secret?.Prefix),
            ("owner_user_id", row.OwnerUserId is null ? null : known.Users[row.OwnerUserId]),
            ("owner_group_id", row.OwnerGroupId is null ? null : known.Groups[row.OwnerGroupId]),
            ("is_active", row.IsActive), ("expires_at", row.ExpiresAt), ("version", 0),
            ("created_at", row.CreatedAt ?? now), ("updated_at", row.UpdatedAt ?? row.CreatedAt ?? now));
        foreach (var (client, tools) in id is null ? [] : grants)
            inserts.TryInsert("grants", ("virtual_key_id", id), ("mcp_client_id", client), ("tools", tools.Json));
        return Keep(known.Keys, row.Id!, id, $"There is a virtual key named \"{ShownText.Of(row.Name)}\" or with this secret already.");
    }

    public string? Profile(ProfileRow row)
    {
        if (Identify(row.Id, "id", known.Profiles, "access profile") is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(row.Name))
            return "Field name is missing.";
        oddities.Name("name", row.Name.Trim(), NameText.WrongName(row.Name.Trim(), "the access profile"));
        if (Grants(row.Grants, "grants", out var grants) is { } bad)
            return bad;
        if (Resolve(row.Assigned?.VirtualKeys, "assigned.virtual_keys", known.Keys, "virtual key", out var keys) is { } noKey)
            return noKey;
        if (Resolve(row.Assigned?.Users, "assigned.users", known.Users, "user", out var users) is { } noUser)
            return noUser;
        if (Resolve(row.Assigned?.Groups, "assigned.groups", known.Groups, "group", out var groups) is { } noGroup)
            return noGroup;
        var id = inserts.TryInsertWithId("access_profiles",
            ("public_id", row.Id), ("name", row.Name.Trim()), ("is_active", row.IsActive), ("version", 0),
            ("created_at", row.CreatedAt ?? now), ("updated_at", row.UpdatedAt ?? row.CreatedAt ?? now));
        if (id is null)
            return $"There is an access profile named \"{ShownText.Of(row.Name)}\" already.";
        foreach (var (client, tools) in grants)
            inserts.TryInsert("profile_grants", ("profile_id", id), ("mcp_client_id", client), ("tools", tools.Json));
        Assign(id.Value, "virtual_key_id", keys);
        Assign(id.Value, "user_id", users);
        Assign(id.Value, "group_id", groups);
        return Keep(known.Profiles, row.Id!, id, "");
    }

    private void Assign(int profile, string column, List<int> targets)
    {
        foreach (var target in targets)
            inserts.TryInsert("profile_assignments", ("profile_id", profile),
                ("virtual_key_id", column == "virtual_key_id" ? target : null), ("user_id", column == "user_id" ? target : null),
                ("group_id", column == "group_id" ? target : null));
    }

    private string? Grants(IReadOnlyList<ClientTools>? rows, string field, out List<(int Client, ToolList Tools)> grants)
    {
        grants = [];
        foreach (var row in rows ?? [])
        {
            if (row.McpClientId is null || !known.Clients.TryGetValue(row.McpClientId, out var client))
                return Unknown($"{field}.mcp_client_id", "MCP client", row.McpClientId);
            if (grants.Exists(grant => grant.Client == client))
                return $"Field {field} names MCP client \"{ShownText.Of(row.McpClientId)}\" twice.";
            try
            {
                grants.Add((client, ToolList.Of(row.ToolsToExecute ?? [])));
                oddities.Tools($"{field}.tools_to_execute", grants[^1].Tools);
            }
            catch (FormatException error)
            {
                return $"Field {field}.tools_to_execute of \"{ShownText.Of(row.McpClientId)}\": {error.Message}";
            }
        }
        return null;
    }

    private static string? Resolve(IReadOnlyList<string>? ids, string field, Dictionary<string, int> among, string what, out List<int> found)
    {
        found = [];
        foreach (var id in (ids ?? []).Distinct())
        {
            if (!among.TryGetValue(id, out var known))
                return Unknown(field, what, id);
            found.Add(known);
        }
        return null;
    }

    private string? Identify(string? id, string field, Dictionary<string, int> among, string what)
    {
        oddities.Begin();
        return string.IsNullOrWhiteSpace(id) ? $"Field {field} is missing."
            : among.ContainsKey(id) ? $"There is {(what[0] is 'a' or 'M' ? "an" : "a")} {what} \"{ShownText.Of(id)}\" already."
            : null;
    }

    private static string? Keep(Dictionary<string, int> among, string publicId, int? id, string taken)
    {
        if (id is null)
            return taken;
        among[publicId] = id.Value;
        return null;
    }

    private static string Unknown(string field, string what, string? id) => $"Field {field}: there is no {what} \"{ShownText.Of(id)}\".";

    private static string Json(IEnumerable<string> names) => JsonSerializer.Serialize(names);
}
