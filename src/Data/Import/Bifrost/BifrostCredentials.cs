using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>Credentials and pending flows, with their marks as they are, and the people they belong to.</summary>
internal sealed class BifrostCredentials(BifrostDatabase source, ImportTarget target, BifrostClients clients, BifrostValues values, BifrostTally tally, DateTimeOffset now)
{
    private static readonly string[] Keyed = ["id", "mcp_client_id", "virtual_key_id", "user_id", "session_id", "status", "created_at"];

    private BifrostShape Shape => source.Shape;

    /// <summary>People are made of the ids that credentials name: Bifrost's own list of them is not read. Those that are here already are taken as they are.</summary>
    public async Task PeopleAsync(CancellationToken cancellation)
    {
        (string Table, string Mode, string Only)[] parts =
        [
            (Shape.Tokens, "auth_mode", ""), (BifrostShape.HeaderCredentials, "auth_mode", ""),
            (Shape.Flows, "flow_mode", " AND status = 'pending'"), (BifrostShape.HeaderFlows, "flow_mode", " AND status = 'pending'"),
        ];
        var sql = string.Join(" UNION ", parts.Where(part => Shape.Has(part.Table)).Select(part =>
            $"SELECT user_id AS id FROM {part.Table} WHERE user_id <> ''{part.Only} AND ({part.Mode} = 'user' " +
            $"OR (COALESCE({part.Mode}, '') = '' AND COALESCE(virtual_key_id, '') = '' AND COALESCE(session_id, '') = ''))"));
        await foreach (var row in source.RowsAsync(sql, cancellation))
            if (!target.Known.Users.ContainsKey(row.Id!))
                tally.Take("users", "user_id of credentials", row.Id, target.Policy.User(new UserRow(row.Id, row.Id, row.Id)));
    }

    public async Task ImportAsync(CancellationToken cancellation)
    {
        await EachAsync(Shape.Tokens, "oauth_tokens", ["auth_mode", "access_token", "refresh_token", "expires_at", "scopes", "encryption_status", "updated_at"], Token, cancellation);
        await EachAsync(BifrostShape.HeaderCredentials, "header_credentials", ["auth_mode", "headers_json", "encryption_status", "updated_at"], Header, cancellation);
        await EachAsync(Shape.Flows, "oauth_flows", ["flow_mode", "expires_at"], row => Flow("oauth_flows", row), cancellation);
        await EachAsync(BifrostShape.HeaderFlows, "header_flows", ["flow_mode", "expires_at"], row => Flow("header_flows", row), cancellation);
        if (Shape.Generation == BifrostGeneration.First && await source.CountAsync("oauth_tokens", cancellation) is > 0 and var shared)
            tally.Leave("oauth_tokens", OfTheServer, shared);
    }

    private const string OfTheServer = "tokens of the gateway itself (shared and admin): they are no identity's";

    private async Task EachAsync(string table, string list, string[] more, Func<BifrostRow, string?> insert, CancellationToken cancellation)
    {
        if (!Shape.Has(table))
            return;
        await foreach (var row in source.RowsAsync($"SELECT {Shape.Columns(table, "r", "", [.. Keyed, .. more])} FROM {table} r ORDER BY r.id", cancellation))
        {
            tally.Read(table);
            if (LeftOut(row) is { } reason)
                tally.Leave(table, reason);
            else if (tally.Take(list, table, row.Id, insert(row)))
                Note(table, row);
        }
    }

    private void Note(string table, BifrostRow row)
    {
        tally.Warn(table, row.Id, row.Odd);
        if (Mode(row) == "user")
            tally.UserKeyed++;
        if (!IsFlow(row) && row.Text("status") == "orphaned")
            tally.CameOrphaned(row.Told("updated_at"));
    }

    private string? LeftOut(BifrostRow row) =>
        Mode(row) is "shared" or "admin" ? OfTheServer
        : IsFlow(row) && row.Text("status") is not "pending" ? "flows that ended"
        : IsFlow(row) && row.Time("expires_at") <= now ? "flows that expired"
        : null;

    private static bool IsFlow(BifrostRow row) => row.Has("flow_mode");

    private string? Token(BifrostRow row)
    {
        var token = Stamp(row, new TokenRow
        {
            AccessToken = values.Open(row, "access_token"),
            RefreshToken = values.Open(row, "refresh_token"),
            Scopes = Scopes(row),
            ExpiresAt = row.Told("expires_at"),
        });
        return row.Problem ?? target.Credentials.Token(token);
    }

    /// <summary>A JSON list, or words between spaces as OAuth writes them.</summary>
    private static IReadOnlyList<string>? Scopes(BifrostRow row) =>
        row.Text("scopes") is { } text && text.TrimStart() is not ['[', ..] and not "null"
            ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : row.Names("scopes");

    private string? Header(BifrostRow row)
    {
        var headers = row.Read<Dictionary<string, string>>("headers_json", values.Open(row, "headers_json"), "a JSON object of header values");
        var header = Stamp(row, new HeaderRow
        {
            Headers = headers,
            HeaderNames = headers is null && row.Text("status") != "needs_update" ? clients.HeaderNames(row.Text("mcp_client_id")) : null,
        });
        return row.Problem ?? target.Credentials.Header(header);
    }

    private string? Flow(string table, BifrostRow row)
    {
        var flow = Key(row, new FlowRow { ExpiresAt = row.Time("expires_at") });
        return row.Problem ?? target.Credentials.Flow(table, flow);
    }

    /// <summary>The mark as it is. Bifrost moves updated_at when it orphans: it says since when.</summary>
    private static T Stamp<T>(BifrostRow row, T credential) where T : CredentialRow
    {
        var status = row.Text("status") switch
        {
            "active" or null => CredentialStatus.Active,
            "orphaned" => CredentialStatus.Orphaned,
            "needs_reauth" => CredentialStatus.NeedsReauth,
            "needs_update" => CredentialStatus.NeedsUpdate,
            _ => (CredentialStatus?)null,
        };
        if (status is null)
            row.Fail($"status is \"{row.Text("status")}\": a credential is active, orphaned, needs_reauth or needs_update.");
        return Key(row, credential) with { Status = status, OrphanedAt = status == CredentialStatus.Orphaned ? row.Told("updated_at") : null };
    }

    /// <summary>Whom it is keyed by, as its mode says: other ids a row carries beside do not count.</summary>
    private static T Key<T>(BifrostRow row, T keyed) where T : KeyedRow
    {
        var mode = Mode(row);
        var column = mode switch { "vk" => "virtual_key_id", "user" => "user_id", "session" => "session_id", _ => null };
        var id = column is null ? null : row.Text(column);
        if (column is null)
            row.Fail($"Its mode is \"{mode}\": a row is keyed by vk, user or session.");
        else if (id is null)
            row.Fail($"Its mode is {mode}, but {column} is empty.");
        var client = row.Text("mcp_client_id");
        if (client is null)
            row.Fail("mcp_client_id is empty: nobody can say which MCP client it is for.");
        return keyed with
        {
            Id = row.Id,
            McpClientId = client,
            VirtualKeyId = mode == "vk" ? id : null,
            UserId = mode == "user" ? id : null,
            SessionId = mode == "session" ? id : null,
            CreatedAt = row.Told("created_at"),
        };
    }

    /// <summary>What the row says of itself, or what its only id says.</summary>
    private static string? Mode(BifrostRow row)
    {
        if ((row.Text("auth_mode") ?? row.Text("flow_mode")) is { } said)
            return said;
        string?[] given = [row.Text("virtual_key_id") is null ? null : "vk", row.Text("user_id") is null ? null : "user", row.Text("session_id") is null ? null : "session"];
        return given.Count(mode => mode is not null) == 1 ? given.First(mode => mode is not null) : null;
    }
}
