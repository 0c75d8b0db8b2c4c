using System.Text;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>A plan's rows as CSV (RFC 4180), under the filter on the screen. Holds no secret.</summary>
internal static class RowsCsv
{
    public static async Task<string> OfAsync(Reconciler reconciler, Edit edit, TransitionQuery query)
    {
        var text = new StringBuilder();
        text.Append(Csv.Head("id", "kind", "transition", "reason", "mcp_client_id", "identity", "identity_id", "who", "from", "to", "last_used_at"));
        for (var next = query; ;)
        {
            var page = await reconciler.PageAsync(edit, next);
            foreach (var row in page.Items)
                text.Append(Csv.Line(row.Id, row.Kind, row.Move, row.Reason.Words(row.About), row.ClientId, row.IdentityKind, row.IdentityPublicId, row.Who, row.From, row.To, row.LastUsedAt));
            if (page.NextCursor is null)
                return text.ToString();
            next = next with { Cursor = page.NextCursor };
        }
    }
}
