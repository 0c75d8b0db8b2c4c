using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>Virtual keys with their grants, and the teams that own them, as groups.</summary>
internal sealed class BifrostKeys(BifrostDatabase source, ImportTarget target, BifrostClients clients, BifrostValues values, BifrostTally tally)
{
    private const string Table = BifrostShape.Keys;

    private BifrostShape Shape => source.Shape;

    public async Task ImportAsync(CancellationToken cancellation)
    {
        if (Shape.Has(Table, "team_id"))
            await TeamsAsync(cancellation);
        await KeysAsync(cancellation);
        await StrayGrantsAsync(cancellation);
    }

    /// <summary>Teams of keys. Groups that are here already keep their name and members.</summary>
    private async Task TeamsAsync(CancellationToken cancellation)
    {
        var isNamed = Shape.Has(BifrostShape.Teams, "id") && Shape.Has(BifrostShape.Teams, "name");
        var sql = isNamed
            ? $"SELECT DISTINCT v.team_id AS id, t.name FROM {Table} v LEFT JOIN {BifrostShape.Teams} t ON t.id = v.team_id WHERE v.team_id <> ''"
            : $"SELECT DISTINCT v.team_id AS id FROM {Table} v WHERE v.team_id <> ''";
        var names = new HashSet<string>(Folding.Comparer);
        await foreach (var row in source.RowsAsync(sql, cancellation))
        {
            if (target.Known.Groups.ContainsKey(row.Id!))
                continue;
            var name = row.Text("name") ?? row.Id!;
            var group = new GroupRow(row.Id, names.Add(name) ? name : $"{name} ({row.Id})");
            tally.Take("groups", BifrostShape.Teams, row.Id, target.Policy.Group(group));
        }
    }

    private async Task KeysAsync(CancellationToken cancellation)
    {
        var columns = Shape.Columns(Table, "v", "", "id", "name", "description", "value", "value_hash", "is_active", "expires_at", "team_id", "encryption_status", "created_at", "updated_at");
        var granted = Shape.Columns(BifrostShape.Grants, "g", "grant_", "id", "mcp_client_id", "tools_to_execute");
        KeyRow? key = null;
        string? problem = null;
        var odd = new List<string>();
        var grants = new List<ClientTools>();
        await foreach (var row in source.RowsAsync(
            $"SELECT {columns}, {granted} FROM {Table} v LEFT JOIN {BifrostShape.Grants} g ON g.virtual_key_id = v.id ORDER BY v.id, g.mcp_client_id", cancellation))
        {
            if (key is null || row.Id != key.Id)
            {
                Put(key, problem, odd, grants);
                tally.Read(Table);
                key = Key(row);
                problem = row.Problem;
                odd = [.. row.Odd];
                grants = [];
            }
            if (row.Number("grant_mcp_client_id") is { } client)
                Grant(row, client, grants, odd);
        }
        Put(key, problem, odd, grants);
    }

    private void Put(KeyRow? key, string? problem, List<string> odd, List<ClientTools> grants)
    {
        if (key is null || !tally.Take("virtual_keys", Table, key.Id, problem ?? target.Policy.VirtualKey(key with { McpConfigs = grants })))
            return;
        tally.Warn(Table, key.Id, [.. odd, .. target.Policy.Odd]);
        foreach (var _ in grants)
            tally.Came("grants");
    }

    private KeyRow Key(BifrostRow row)
    {
        var secret = values.Open(row, "value");
        return new KeyRow
        {
            Id = row.Id,
            Name = row.Text("name"),
            Description = row.Text("description"),
            Secret = secret is null || BifrostValues.IsReference(secret) ? null : secret,
            SecretHash = Hash(row, secret),
            IsActive = row.Flag("is_active") ?? true,
            ExpiresAt = row.Time("expires_at"),
            OwnerGroupId = row.Text("team_id") is { } team && target.Known.Groups.ContainsKey(team) ? team : null,
            CreatedAt = row.Told("created_at"),
            UpdatedAt = row.Told("updated_at"),
        };
    }

    /// <summary>Bifrost finds a key by the SHA-256 of its secret, as we do: the key goes on working though its secret stays encrypted.</summary>
    private static byte[]? Hash(BifrostRow row, string? secret)
    {
        var hash = row.Text("value_hash");
        if (hash is { Length: 64 } && hash.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(hash);
        if (hash is not null)
            row.Note("value_hash is not a SHA-256 in hexadecimal digits: it is left out.");
        if (secret is null)
            row.Note("The key has no secret that could be read: rotate it before anybody calls with it.");
        else if (BifrostValues.IsReference(secret))
            row.Note($"Its secret is the reference {ShownText.Of(secret)}, which stays behind: rotate the key before anybody calls with it.");
        return null;
    }

    /// <summary>
    /// One grant. A tool list that cannot be read is reported, and grants nothing: left out, it would let the client's switch for all keys
    /// through.
    /// </summary>
    private void Grant(BifrostRow row, long number, List<ClientTools> grants, List<string> odd)
    {
        var id = row.Text("grant_id");
        if (clients.ByNumber(number) is not { } client)
        {
            tally.Refuse(BifrostShape.Grants, id, FormattableString.Invariant($"There is no MCP client with the number {number}, or it was refused."));
            return;
        }
        var tools = row.Apart(() => (row.Names("grant_tools_to_execute") ?? []).Distinct().ToArray(), out var wrong);
        wrong ??= Wrong(tools);
        if (wrong is not null)
            tally.Refuse(BifrostShape.Grants, id, $"{wrong.Replace("grant_tools_to_execute", "tools_to_execute", StringComparison.Ordinal)} When bad rows are skipped, the key gets no tool of this client.");
        if (wrong is not null)
            tools = [];
        if (grants.FindIndex(grant => grant.McpClientId == client) is >= 0 and var at)
        {
            odd.Add($"It has two grants of \"{ShownText.Of(client)}\": they come in as one with the tools of both, as Bifrost's gateway takes them (grant {id}).");
            tools = [.. ToolList.Of(grants[at].ToolsToExecute ?? []).Union(ToolList.Of(tools)).Names];
            grants.RemoveAt(at);
        }
        grants.Add(new ClientTools(client, tools));
    }

    private static string? Wrong(string[] tools)
    {
        try
        {
            ToolList.Of(tools);
            return null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    /// <summary>Grants of keys that are not there.</summary>
    private async Task StrayGrantsAsync(CancellationToken cancellation)
    {
        var columns = Shape.Columns(BifrostShape.Grants, "g", "", "id", "virtual_key_id");
        await foreach (var row in source.RowsAsync(
            $"SELECT {columns} FROM {BifrostShape.Grants} g WHERE NOT EXISTS (SELECT 1 FROM {Table} v WHERE v.id = g.virtual_key_id)", cancellation))
            tally.Refuse(BifrostShape.Grants, row.Id, $"There is no virtual key \"{row.Text("virtual_key_id")}\".");
    }
}
