using System.Globalization;
using System.Text;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>Files that the Assign page hands out: what is wrong, in a form that reads again once it is corrected, and what was done.</summary>
public static class AssignCsv
{
    private static readonly string[] Columns = ["virtual_key", "user", "group", "mcp_client", "action", "tools", "grant", "revoke"];

    /// <summary>
    /// The rows as they stood, so that they read back the same: a line of CSV in its own columns, with what stood under no column behind the
    /// last; an operation of a bulk request a line for each client.
    /// </summary>
    public static string Errors(AssignSheet sheet)
    {
        var columns = sheet.Invalid.Any(error => error.Written is { } written && (written["grant"].Length > 0 || written["revoke"].Length > 0)) ? Columns : Columns[..6];
        var text = new StringBuilder(Csv.Head(["line", .. columns, "code", "what_is_wrong"]));
        foreach (var error in sheet.Invalid)
        {
            if (error.Written is { } written)
                text.Append(Csv.Line([Number(error.Line), .. columns.Select(column => written[column]), error.Code, error.Message, .. written.Surplus]));
            else if (error.Row is not { } row)
                text.Append(Line(columns, error, error.Client, error.Action, ""));
            else
                foreach (var ask in row.Asks)
                    text.Append(Line(columns, error, ask.Client, ask.Action == BulkAction.Grant ? "grant" : "revoke", NameList.Write(ask.Tools)));
        }
        return text.ToString();
    }

    public static string Result(AssignSheet sheet, long changeId)
    {
        var text = new StringBuilder(Csv.Head("line", "virtual_key_id", "virtual_key", "mcp_client_id", "mcp_client", "before", "after", "result", "change"));
        foreach (var line in sheet.Lines())
            foreach (var change in line.Fields)
                text.Append(Csv.Line(
                    Number(line.Line), line.KeyId, line.Key, change.ClientId, change.Client, State(change.Before), State(change.After), change.Differs ? "changed" : "unchanged", changeId));
        foreach (var error in sheet.Invalid)
            text.Append(Csv.Line(Number(error.Line), "", error.Target, "", error.Client, "", "", $"skipped: {error.Message}", ""));
        return text.ToString();
    }

    private static string Line(string[] columns, RowError error, string client, string action, string tools) => Csv.Line(
    [
        Number(error.Line), error.Kind is AssignTo.VirtualKey or null ? error.Target : "", error.Kind == AssignTo.User ? error.Target : "",
        error.Kind == AssignTo.Group ? error.Target : "", client, action, tools, .. columns.Skip(6).Select(_ => ""), error.Code, error.Message,
    ]);

    private static string Number(int line) => line == 0 ? "" : line.ToString(CultureInfo.InvariantCulture);

    private static string State(ToolList? tools) => tools is null ? "not granted" : NameList.Write(tools);
}
