using System.Text.Json;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>Virtual MCPs, as access profiles: both are named bundles of clients and tools that are given to virtual keys.</summary>
internal sealed class BifrostVirtualMcps(BifrostDatabase source, ImportTarget target, BifrostClients clients, BifrostTally tally)
{
    private const string Table = BifrostShape.VirtualMcps;

    public async Task ImportAsync(CancellationToken cancellation)
    {
        if (!source.Shape.Has(Table))
            return;
        var columns = source.Shape.Columns(Table, "t", "", "id", "name", "enabled", "tools", "created_at", "updated_at");
        ProfileRow? profile = null;
        string? problem = null;
        IReadOnlyList<string> odd = [];
        var keys = new List<string>();
        await foreach (var row in source.RowsAsync(
            $"SELECT {columns}, k.virtual_key_id FROM {Table} t LEFT JOIN {BifrostShape.VirtualMcpKeys} k ON k.tool_group_id = t.id ORDER BY t.id, k.virtual_key_id", cancellation))
        {
            if (profile is null || row.Id != profile.Id)
            {
                Put(profile, problem, odd, keys);
                tally.Read(Table);
                profile = Profile(row);
                (problem, odd) = (row.Problem, [.. row.Odd]);
                keys = [];
            }
            if (row.Text("virtual_key_id") is not { } key)
                continue;
            if (target.Known.Keys.ContainsKey(key))
                keys.Add(key);
            else
                tally.Refuse(BifrostShape.VirtualMcpKeys, $"{row.Id} of {key}", $"There is no virtual key \"{key}\", or it was refused.");
        }
        Put(profile, problem, odd, keys);
    }

    private void Put(ProfileRow? profile, string? problem, IReadOnlyList<string> odd, List<string> keys)
    {
        if (profile is not null && tally.Take("access_profiles", Table, profile.Id, problem ?? target.Policy.Profile(profile with { Assigned = new AssignedRow(keys) })))
            tally.Warn(Table, profile.Id, [.. odd, .. target.Policy.Odd]);
    }

    private ProfileRow Profile(BifrostRow row) => new(
        row.Id, row.Text("name"), row.Flag("enabled") ?? true, Content(row), null, row.Told("created_at"), row.Told("updated_at"));

    /// <summary>What it bundles. A client without tool names is all of it, as Bifrost's gateway takes it.</summary>
    private List<ClientTools> Content(BifrostRow row)
    {
        var content = new Dictionary<string, ToolList>();
        foreach (var part in row.Read<List<JsonElement>>("tools", row.Text("tools"), "a JSON list of clients with tools") ?? [])
        {
            if (Client(part) is not { } client)
            {
                row.Fail("tools has a part that does not name its MCP client.");
                continue;
            }
            if ((clients.Has(client) ? client : long.TryParse(client, out var number) ? clients.ByNumber(number) : null) is not { } known)
            {
                tally.Refuse(Table, row.Id, $"tools: there is no MCP client \"{client}\", or it was refused. When bad rows are skipped, the rest of the Virtual MCP comes in.");
                continue;
            }
            if (Tools(part) is not { } tools)
            {
                row.Fail($"tools: the tool names of \"{client}\" are not a list of names.");
                continue;
            }
            content[known] = content.TryGetValue(known, out var before) ? before.Union(tools) : tools;
        }
        return [.. content.Select(pair => new ClientTools(pair.Key, pair.Value.Names))];
    }

    private static string? Client(JsonElement part) =>
        part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("mcp_client_id", out var id) ? null
        : id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? id.ToString()
        : null;

    private static ToolList? Tools(JsonElement part)
    {
        if (!part.TryGetProperty("tool_names", out var names) || names.ValueKind == JsonValueKind.Null)
            return ToolList.All;
        if (names.ValueKind != JsonValueKind.Array || names.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            return null;
        try
        {
            var list = ToolList.Of(names.EnumerateArray().Select(name => name.GetString()!).Distinct());
            return list.IsNone ? ToolList.All : list;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
