using System.Text.Json;

namespace Gatehouse.Dashboard.Api;

/// <summary>
/// Fields of Bifrost's bodies that are not fields of ours. Those of other parts of its product, and what we only ever answer, are left out and named
/// in the answer; a value that stands as <c>{"value": …, "env_var": …}</c> is the value. What neither of us knows stays, and is refused.
/// </summary>
/// <param name="Ignored">Names that are left out.</param>
/// <param name="Flattened">Objects whose fields stand in the body itself with us.</param>
internal sealed record BifrostFields(IReadOnlySet<string> Ignored, IReadOnlySet<string> Flattened)
{
    private static readonly HashSet<string> OfGrants = ["id", "virtual_key_id", "mcp_client", "created_at", "updated_at"];

    public static readonly BifrostFields VirtualKey = new(
        new HashSet<string>
        {
            "id", "value", "value_prefix", "created_at", "updated_at", "provider_configs", "team_id", "customer_id", "team", "customer", "budgets", "budget", "budget_id", "rate_limit", "rate_limit_id",
            "calendar_aligned", "key_ids", "keys", "allowed_models", "delete_after_expire", "config_hash", "assigned_user", "previous_value_expires_at", "auto_rotation_interval", "rotation_cooldown", "warnings",
        },
        new HashSet<string> { "virtual_key" });

    public static readonly BifrostFields McpClient = new(
        new HashSet<string>
        {
            "id", "created_at", "updated_at", "tools", "vk_configs_count", "state", "tools_to_execute", "tools_to_auto_execute", "user_headers", "is_ping_available", "is_code_mode_client", "tool_pricing",
            "tool_sync_interval", "tool_execution_timeout", "needs_session_stickiness", "allowed_extra_headers", "endpoint_slug", "oauth_config", "oauth_config_id", "config_hash", "discovered_tools", "warnings",
        },
        new HashSet<string> { "config", "tls_config" });

    /// <summary>A client that is there has the id of its address.</summary>
    public static readonly BifrostFields OwnMcpClient = McpClient with { Ignored = new HashSet<string>(McpClient.Ignored) { "client_id" } };

    public static readonly BifrostFields Profile = new(new HashSet<string> { "id", "created_at", "updated_at", "warnings" }, new HashSet<string> { "access_profile" });

    /// <summary>The body as one of ours, and the names of what was left out of it.</summary>
    public (ReadOnlyMemory<byte> Json, IReadOnlyList<string> Ignored) Read(JsonElement body)
    {
        var ignored = new SortedSet<string>(StringComparer.Ordinal);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            Write(json, body, ignored);
            json.WriteEndObject();
        }
        return (bytes.ToArray(), [.. ignored]);
    }

    private void Write(Utf8JsonWriter json, JsonElement body, SortedSet<string> ignored)
    {
        foreach (var field in body.EnumerateObject())
            if (Flattened.Contains(field.Name) && field.Value.ValueKind == JsonValueKind.Object)
                Write(json, field.Value, ignored);
            else if (field.Name == "stdio_config" && Flattened.Contains("tls_config") && field.Value.ValueKind == JsonValueKind.Object)
                WriteCommand(json, body, field.Value);
            else if (Ignored.Contains(field.Name))
                ignored.Add(field.Name);
            else
            {
                json.WritePropertyName(field.Name == "allow_by_default" && Flattened.Contains("tls_config") ? "allow_on_all_virtual_keys" : field.Name);
                WriteValue(json, field, ignored);
            }
    }

    private static void WriteValue(Utf8JsonWriter json, JsonProperty field, SortedSet<string> ignored)
    {
        switch (field.Name)
        {
            case "connection_string" or "ca_cert_pem" when Unwrapped(field.Value) is { } text:
                json.WriteStringValue(text);
                break;
            case "headers" when field.Value.ValueKind == JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var header in field.Value.EnumerateObject())
                {
                    json.WritePropertyName(header.Name);
                    if (Unwrapped(header.Value) is { } value)
                        json.WriteStringValue(value);
                    else
                        WriteAsIs(json, header.Value);
                }
                json.WriteEndObject();
                break;
            case "mcp_configs" or "vk_configs" when field.Value.ValueKind == JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var grant in field.Value.EnumerateArray())
                    WriteGrant(json, grant, field.Name, ignored);
                json.WriteEndArray();
                break;
            default:
                WriteAsIs(json, field.Value);
                break;
        }
    }

    private static void WriteGrant(Utf8JsonWriter json, JsonElement grant, string list, SortedSet<string> ignored)
    {
        if (grant.ValueKind != JsonValueKind.Object)
        {
            WriteAsIs(json, grant);
            return;
        }
        json.WriteStartObject();
        foreach (var field in grant.EnumerateObject())
            if (OfGrants.Contains(field.Name) && !(list == "vk_configs" && field.Name == "virtual_key_id"))
                ignored.Add($"{list}.{field.Name}");
            // A number is an id of Bifrost's table; ours are texts.
            else if (field is { Name: "mcp_client_id", Value.ValueKind: JsonValueKind.Number })
                ignored.Add($"{list}.{field.Name}");
            else
            {
                json.WritePropertyName(field.Name);
                WriteAsIs(json, field.Value);
            }
        json.WriteEndObject();
    }

    /// <summary>As it was sent, text that is no Unicode too: the reader of the body says so, by field.</summary>
    private static void WriteAsIs(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(value.GetRawText(), skipInputValidation: true);

    /// <summary>The command line of a stdio server: Bifrost has its words one by one.</summary>
    private static void WriteCommand(Utf8JsonWriter json, JsonElement body, JsonElement stdio)
    {
        if (body.TryGetProperty("connection_string", out var given) && (Unwrapped(given) ?? (given.ValueKind == JsonValueKind.String ? given.GetString() : null)) is { Length: > 0 })
            return;
        var words = new List<string?>();
        if (stdio.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.String)
            words.Add(command.GetString());
        if (stdio.TryGetProperty("args", out var more) && more.ValueKind == JsonValueKind.Array)
            words.AddRange(more.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()));
        json.WriteString("connection_string", string.Join(' ', words.Select(word => word!.Length == 0 || word.Any(char.IsWhiteSpace) ? $"\"{word}\"" : word)));
    }

    /// <summary>The text of <c>{"value": …, "env_var": …}</c>; null: it stands as something else. A variable stays a reference: what it holds is the gateway's secret.</summary>
    private static string? Unwrapped(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().All(field => field.Name is "value" or "env_var" or "from_env"))
            return null;
        if (value.TryGetProperty("env_var", out var variable) && variable.ValueKind == JsonValueKind.String && variable.GetString() is { Length: > 0 } name)
            return name.StartsWith("env.", StringComparison.Ordinal) ? name : $"env.{name}";
        return value.TryGetProperty("value", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
    }
}
