using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Assign;

/// <summary>The columns of a CSV file (docs/assign.md), found by their names in any order and case; turns a record into a row.</summary>
internal sealed class CsvColumns
{
    private static readonly string[] Known = ["virtual_key", "user", "group", "mcp_client", "action", "tools", "grant", "revoke"];

    /// <summary>What our own file of errors has beside the row, so that it can be corrected and read again.</summary>
    private static readonly string[] Ignored = ["line", "code", "what_is_wrong"];

    private readonly Dictionary<string, int> places = [];

    /// <summary>Places under no name: spreadsheets write them behind the last column, and nothing may stand there.</summary>
    private readonly HashSet<int> nameless = [];
    private readonly int count;

    /// <exception cref="UnreadableException">A column is missing, unknown or there twice.</exception>
    public CsvColumns(string[] header)
    {
        count = header.Length;
        for (var at = 0; at < header.Length; at++)
        {
            var name = header[at].Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
            if (name.Length == 0)
                nameless.Add(at);
            if (name.Length == 0 || Ignored.Contains(name))
                continue;
            if (!Known.Contains(name))
                throw new UnreadableException(1, $"There is no column \"{ShownText.Of(header[at])}\". The first line names the columns: {string.Join(", ", Known)}.");
            if (!places.TryAdd(name, at))
                throw new UnreadableException(1, $"The column \"{name}\" is there twice. Keep one.");
        }
        if (!Has("virtual_key") && !Has("user") && !Has("group"))
            throw new UnreadableException(1, "A column is missing that says whose access changes: virtual_key, user or group.");
        if (!Has("mcp_client") && !Has("grant") && !Has("revoke"))
            throw new UnreadableException(1, "A column is missing that says which client: mcp_client (with action), or grant and revoke.");
    }

    public ReadRow Row(int line, string[] record, bool isBadlyQuoted)
    {
        var (virtualKey, user, group) = (Value(record, "virtual_key"), Value(record, "user"), Value(record, "group"));
        var targets = new[] { (AssignTo.VirtualKey, virtualKey), (AssignTo.User, user), (AssignTo.Group, group) }.Where(target => target.Item2.Length > 0).ToArray();
        var (client, action, names) = (Value(record, "mcp_client"), Value(record, "action"), Value(record, "tools"));
        var (grants, revokes) = (Names(Value(record, "grant")), Names(Value(record, "revoke")));
        var written = new CsvRecord(this, record);

        if (isBadlyQuoted)
            return Wrong("bad_quotes", "A quote stands where none may. Put the field in quotes and write each quote in it twice.");
        if (written.Surplus.Count > 0)
            return Wrong("too_many_fields", $"\"{ShownText.Of(written.Surplus[0])}\" stands under no column of the first line. Put what holds a delimiter in quotes.");
        if (grants is null || revokes is null)
            return Wrong("bad_quotes", "The clients under grant or revoke are not names between commas. Put a name that holds a comma or a quote in quotes, and write each quote in it twice.");
        if (targets.Length == 0)
            return Wrong("missing_target", Has("user") || Has("group") ? "Virtual key, user and group are all empty. Fill in one of them." : "Virtual key is missing.");
        if (targets.Length > 1)
            return Wrong("two_targets", "The line names more than one of virtual key, user and group. Keep one and give the others lines of their own.");
        if (client.Length == 0 && grants.Count + revokes.Count == 0)
            return Wrong("missing_mcp_client", "MCP client is missing.");
        if (action.Length > 0 && client.Length == 0)
            return Wrong("missing_mcp_client", "The action has no MCP client to act on.");
        var isRevoke = action.Equals("revoke", StringComparison.OrdinalIgnoreCase);
        if (!isRevoke && action.Length > 0 && !action.Equals("grant", StringComparison.OrdinalIgnoreCase))
            return Wrong("bad_action", "Action must be grant or revoke.");
        if (names.Length > 0 && grants.Count == 0 && (client.Length == 0 || isRevoke))
            return Wrong("bad_tools", "A revoke takes the whole grant. Leave tools empty, or grant the tools that stay.");
        if (NameList.Tools(names, out var wrong) is not { } tools)
            return Wrong("bad_tools", $"Tools: {wrong}");

        var asks = new List<AssignAsk>(1 + grants.Count + revokes.Count);
        if (client.Length > 0)
            asks.Add(new(client, isRevoke ? BulkAction.Revoke : BulkAction.Grant, isRevoke ? null : tools));
        asks.AddRange(grants.Select(name => new AssignAsk(name, BulkAction.Grant, tools)));
        asks.AddRange(revokes.Select(name => new AssignAsk(name, BulkAction.Revoke, null)));
        return ReadRow.Of(new AssignRow(line, targets[0].Item1, targets[0].Item2, asks) { Written = written });

        ReadRow Wrong(string code, string message) => ReadRow.Of(new RowError(
            line, targets.Length == 0 ? null : targets[0].Item1, string.Join(", ", targets.Select(target => target.Item2)),
            client.Length > 0 ? client : string.Join(", ", new[] { Value(record, "grant"), Value(record, "revoke") }.Where(text => text.Length > 0)),
            client.Length > 0 || action.Length > 0 ? action : string.Join(' ', new[] { grants is [] ? "" : "grant", revokes is [] ? "" : "revoke" }.Where(word => word.Length > 0)),
            code, message)
        { Written = written });
    }

    private bool Has(string column) => places.ContainsKey(column);

    internal string Value(string[] record, string column) => places.TryGetValue(column, out var at) ? Value(record, at) : "";

    /// <summary>What stands under no column.</summary>
    internal IEnumerable<string> Surplus(string[] record) =>
        Enumerable.Range(0, record.Length).Where(at => at >= count || nameless.Contains(at)).Select(at => Value(record, at)).Where(text => text.Length > 0);

    private static string Value(string[] record, int at) => at < record.Length ? FormulaGuard.Take(record[at].Trim()).Trim() : "";

    private static IReadOnlyList<string>? Names(string text) => text.Length == 0 ? [] : NameList.Read(text, out _);
}
