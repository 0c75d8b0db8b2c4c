using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Assign;

/// <summary>The columns of a CSV file (docs/assign.md), found by their names in any order and case; turns a record into a row.</summary>
internal sealed class CsvColumns
{
    private static readonly string[] Known = ["virtual_key", "user", "group", "mcp_client", "action", "tools", "grant", "revoke"];

    /// <summary>What our own file of errors has beside the row, so that it can be corrected and read again.</summary>
    private static readonly string[] Ignored = ["line", "code", "what_is_wrong"];

    private readonly Dictionary<string, int> places = [];
    private readonly int count;

    /// <exception cref="UnreadableException">A column is missing, unknown or there twice.</exception>
    public CsvColumns(string[] header)
    {
        count = header.Length;
        for (var at = 0; at < header.Length; at++)
        {
            var name = header[at].Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
            if (Ignored.Contains(name))
                continue;
            if (!Known.Contains(name))
                throw new UnreadableException(1, $"There is no column \"{header[at]}\". The first line names the columns: {string.Join(", ", Known)}.");
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

        if (isBadlyQuoted)
            return Wrong("bad_quotes", "A quote stands where none may. Put the field in quotes and write each quote in it twice.");
        if (record.Length > count)
            return Wrong("too_many_fields", $"The line has {record.Length} fields, the first line names {count} columns. Put what holds a delimiter in quotes.");
        if (targets.Length == 0)
            return Wrong("missing_target", Has("user") || Has("group") ? "Virtual key, user and group are all empty. Fill in one of them." : "Virtual key is missing.");
        if (targets.Length > 1)
            return Wrong("two_targets", "The line names more than one of virtual key, user and group. Keep one and give the others lines of their own.");
        if (client.Length == 0 && grants.Length + revokes.Length == 0)
            return Wrong("missing_mcp_client", "MCP client is missing.");
        if (action.Length > 0 && client.Length == 0)
            return Wrong("missing_mcp_client", "The action has no MCP client to act on.");
        var isRevoke = action.Equals("revoke", StringComparison.OrdinalIgnoreCase);
        if (!isRevoke && action.Length > 0 && !action.Equals("grant", StringComparison.OrdinalIgnoreCase))
            return Wrong("bad_action", "Action must be grant or revoke.");
        if (names.Length > 0 && grants.Length == 0 && (client.Length == 0 || isRevoke))
            return Wrong("bad_tools", "A revoke takes the whole grant. Leave tools empty, or grant the tools that stay.");
        if (Tools(names, out var tools) is { } wrong)
            return Wrong("bad_tools", $"Tools: {wrong}");

        var asks = new List<AssignAsk>(1 + grants.Length + revokes.Length);
        if (client.Length > 0)
            asks.Add(new(client, isRevoke ? BulkAction.Revoke : BulkAction.Grant, isRevoke ? null : tools));
        asks.AddRange(grants.Select(name => new AssignAsk(name, BulkAction.Grant, tools)));
        asks.AddRange(revokes.Select(name => new AssignAsk(name, BulkAction.Revoke, null)));
        return ReadRow.Of(new AssignRow(line, targets[0].Item1, targets[0].Item2, asks));

        ReadRow Wrong(string code, string message) => ReadRow.Of(new RowError(
            line, targets.Length == 0 ? null : targets[0].Item1, string.Join(", ", targets.Select(target => target.Item2)),
            client.Length > 0 ? client : string.Join(' ', grants.Concat(revokes)),
            client.Length > 0 || action.Length > 0 ? action : string.Join(' ', new[] { grants.Length > 0 ? "grant" : "", revokes.Length > 0 ? "revoke" : "" }.Where(word => word.Length > 0)),
            code, message)
        { Tools = names });
    }

    /// <summary>Empty and <c>*</c>: all; <c>none</c>: none, an explicit deny; else names between spaces or bars.</summary>
    private static string? Tools(string text, out ToolList? tools)
    {
        tools = null;
        try
        {
            tools = text.Length == 0 ? ToolList.All
                : text.Equals("none", StringComparison.OrdinalIgnoreCase) ? ToolList.None
                : ToolList.Of(Names(text));
            return null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    private bool Has(string column) => places.ContainsKey(column);

    private string Value(string[] record, string column)
    {
        if (!places.TryGetValue(column, out var at) || at >= record.Length)
            return "";
        var text = record[at].Trim();
        // Our own files put an apostrophe before what a spreadsheet would take for a formula.
        return text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }

    private static string[] Names(string text) => text.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
