using System.Globalization;
using System.Text;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>Files that the Assign page hands out: what is wrong, in a form that reads again once it is corrected, and what was done.</summary>
internal static class AssignCsv
{
    public static string Errors(AssignSheet sheet)
    {
        var text = new StringBuilder(Csv.Line("line", "virtual_key", "user", "group", "mcp_client", "action", "tools", "code", "what_is_wrong"));
        foreach (var error in sheet.Invalid)
        {
            if (error.Row is not { } row)
                text.Append(Line(error, error.Client, error.Action, error.Tools));
            else
                foreach (var ask in row.Asks)
                    text.Append(Line(error, ask.Client, ask.Action == BulkAction.Grant ? "grant" : "revoke", Tools(ask.Tools)));
        }
        return text.ToString();
    }

    public static string Result(AssignSheet sheet, long changeId)
    {
        var text = new StringBuilder(Csv.Line("line", "virtual_key_id", "virtual_key", "mcp_client_id", "mcp_client", "before", "after", "result", "change"));
        foreach (var line in sheet.Lines())
            foreach (var change in line.Fields)
                text.Append(Csv.Line(
                    Number(line.Line), line.KeyId, line.Key, change.ClientId, change.Client, State(change.Before), State(change.After), change.Differs ? "changed" : "unchanged", changeId));
        foreach (var error in sheet.Invalid)
            text.Append(Csv.Line(Number(error.Line), "", error.Target, "", error.Client, "", "", $"skipped: {error.Message}", ""));
        return text.ToString();
    }

    private static string Line(RowError error, string client, string action, string tools) => Csv.Line(
        Number(error.Line), error.Kind is AssignTo.VirtualKey or null ? error.Target : "", error.Kind == AssignTo.User ? error.Target : "",
        error.Kind == AssignTo.Group ? error.Target : "", client, action, tools, error.Code, error.Message);

    private static string Number(int line) => line == 0 ? "" : line.ToString(CultureInfo.InvariantCulture);

    private static string State(ToolList? tools) => tools is null ? "not granted" : Tools(tools);

    private static string Tools(ToolList? tools) => tools is null ? "" : tools.IsNone ? "none" : string.Join(' ', tools.Names);
}
