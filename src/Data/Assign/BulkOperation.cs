using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Assign;

/// <summary>One operation of a bulk request: PATCH of the <c>mcpClients</c> of a key, a user or a group (RFC 7644, section 3.5.2).</summary>
internal static partial class BulkOperation
{
    private const string PatchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    public static ReadRow Row(int line, JsonElement operation)
    {
        var path = Text(operation, "path");
        var target = Target().Match(path);
        var kind = Kind(target.Groups["type"].Value);
        var id = Uri.UnescapeDataString(target.Groups["id"].Value);
        var asks = new List<AssignAsk>();
        var (code, message) = Problem();
        return code is null ? ReadRow.Of(new AssignRow(line, kind!.Value, id, asks)) : ReadRow.Of(new RowError(
            line, kind, id.Length > 0 ? id : path, string.Join(", ", asks.Select(ask => ask.Client)), Text(operation, "method"), code, message!));

        (string?, string?) Problem()
        {
            if (operation.ValueKind != JsonValueKind.Object)
                return ("bad_operation", "An operation must be an object with method, path and data.");
            if (JsonDuplicates.In(operation, StringComparer.OrdinalIgnoreCase) is { } twice)
                return ("duplicate_field", $"The field {ShownText.Of(twice)} stands twice in one object, so nobody can say which of the two is meant. Keep one.");
            if (Unknown(operation, "method", "path", "data", "bulkId") is { } unknown)
                return ("unknown_field", $"The field {ShownText.Of(unknown)} is not offered. Remove it.");
            if (!Text(operation, "method").Equals("PATCH", StringComparison.OrdinalIgnoreCase))
                return ("bad_method", "Method must be PATCH: here clients are assigned, nothing is created or deleted.");
            if (kind is null || id.Length == 0)
                return ("bad_path", "Path must be /VirtualKeys/{id}, /Users/{id} or /Groups/{id}.");
            if (Get(operation, "data") is not { ValueKind: JsonValueKind.Object } data)
                return ("bad_data", "Data must be a PatchOp with Operations.");
            if (Get(data, "schemas") is not { ValueKind: JsonValueKind.Array } schemas || !schemas.EnumerateArray().Any(schema => schema.ValueKind == JsonValueKind.String && schema.GetString() == PatchSchema))
                return ("bad_data", $"The schemas of data must name \"{PatchSchema}\".");
            if (Get(data, "Operations") is not { ValueKind: JsonValueKind.Array } patches || patches.GetArrayLength() == 0)
                return ("bad_data", "Data has no Operations. Add one.");
            foreach (var patch in patches.EnumerateArray())
                if (Read(patch, asks) is (not null, _) wrong)
                    return wrong;
            return asks.Count == 0 ? ("missing_mcp_client", "The operation names no MCP client.") : (null, null);
        }
    }

    private static (string?, string?) Read(JsonElement patch, List<AssignAsk> asks)
    {
        if (patch.ValueKind != JsonValueKind.Object)
            return ("bad_data", "A patch must be an object with op, path and value.");
        var op = Text(patch, "op").ToLowerInvariant();
        if (op is not ("add" or "remove"))
            return ("bad_op", "Op must be add or remove: what is not named stays as it is.");
        var path = Text(patch, "path").Trim();
        var value = Get(patch, "value");
        if (path.Length == 0 && value is { ValueKind: JsonValueKind.Object } whole && Unknown(whole, "mcpClients") is null)
            (path, value) = ("mcpClients", Get(whole, "mcpClients"));
        if (Filter().Match(path) is { Success: true } filter && op == "remove")
        {
            asks.Add(new(Unescape(filter.Groups["client"].Value), BulkAction.Revoke, null));
            return (null, null);
        }
        if (!path.Equals("mcpClients", StringComparison.OrdinalIgnoreCase))
            return ("bad_path", op == "add" ? "The path of an add must be mcpClients." : "The path of a remove must be mcpClients[value eq \"…\"], or mcpClients with a value.");
        var items = value switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().ToArray(),
            { ValueKind: JsonValueKind.Object or JsonValueKind.String } one => [one],
            _ => [],
        };
        if (items.Length == 0)
            return ("missing_mcp_client", op == "add" ? "Value must be a list of MCP clients." : "Name the MCP clients to remove: to remove all, name each.");
        foreach (var item in items)
            if (Add(item, op == "add", asks) is (not null, _) wrong)
                return wrong;
        return (null, null);
    }

    private static (string?, string?) Add(JsonElement item, bool isGrant, List<AssignAsk> asks)
    {
        var client = item.ValueKind == JsonValueKind.String ? item.GetString()!.Trim() : Text(item, "value").Trim();
        if (client.Length == 0)
            return ("missing_mcp_client", "An MCP client needs its id or name as value.");
        if (item.ValueKind == JsonValueKind.Object && Unknown(item, "value", "display", "tools") is { } unknown)
            return ("unknown_field", $"The field {ShownText.Of(unknown)} of {ShownText.Of(client)} is not offered. Remove it.");
        var tools = item.ValueKind == JsonValueKind.Object ? Get(item, "tools") : null;
        if (!isGrant)
        {
            asks.Add(new(client, BulkAction.Revoke, null));
            return tools is null ? (null, null) : ("bad_tools", "A remove takes the whole grant. Leave tools away, or add the client with the tools that stay.");
        }
        if (tools is { ValueKind: not JsonValueKind.Null } given && (given.ValueKind != JsonValueKind.Array || given.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String)))
            return ("bad_tools", $"Tools of {ShownText.Of(client)} must be a list of names, [\"*\"] for all.");
        try
        {
            asks.Add(new(client, BulkAction.Grant, tools is { ValueKind: JsonValueKind.Array } names
                ? ToolList.Of(names.EnumerateArray().Select(name => name.GetString()!)) : ToolList.All));
            return (null, null);
        }
        catch (FormatException error)
        {
            return ("bad_tools", $"Tools of {ShownText.Of(client)}: {error.Message}");
        }
    }

    private static AssignTo? Kind(string type) => type.ToLowerInvariant() switch
    {
        "virtualkeys" => AssignTo.VirtualKey,
        "users" => AssignTo.User,
        "groups" => AssignTo.Group,
        _ => null,
    };

    private static JsonElement? Get(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var property in element.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        return null;
    }

    private static string Text(JsonElement element, string name) => Get(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static string? Unknown(JsonElement element, params string[] known) =>
        element.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static string Unescape(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string>($"\"{json}\"")!;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    [GeneratedRegex(@"^/?(?<type>[A-Za-z]+)/(?<id>[^/]+)$")]
    private static partial Regex Target();

    [GeneratedRegex("""^mcpClients\s*\[\s*value\s+eq\s+"(?<client>(?:[^"\\]|\\.)+)"\s*\]$""", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();
}
