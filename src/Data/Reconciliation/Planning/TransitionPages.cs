using System.Data.Common;
using System.Globalization;
using Gatehouse.Data.Engines;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>Pages of transitions by keyset: each part gives its next rows, the page is their merge in the order client, identity, id.</summary>
internal static class TransitionPages
{
    public static async Task<TransitionPage> PageAsync(
        PlanContext context, ResolvedEdit resolved, TransitionQuery query, CancellationToken cancellation)
    {
        var limit = Math.Clamp(query.Limit, 1, 500);
        var filter = Filter(query);
        var after = TransitionCursor.Parse(query.Cursor);
        var rows = new List<Transition>();
        var total = 0;
        foreach (var part in context.Parts.Where(part => query.Kind is null || query.Kind == part.Kind))
        {
            var command = context.Command(part.MovingSql(context), Page);
            BindFilter(command, query);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var found = new MovingReader(reader, part);
            while (await reader.ReadAsync(cancellation))
                // One row is the count: the moving rows are found once for both.
                if (found.Count is { } count)
                    total += count;
                else
                    rows.Add(found.Row);

            string Page(KeptStatement moving) =>
                $"{Part.Named(moving, query.WithTotal)} {(query.WithTotal ? $"SELECT {MovingRows.Count} FROM moving WHERE {filter} UNION ALL " : "")}SELECT {MovingRows.AsMembers} FROM " +
                $"(SELECT * FROM moving WHERE {filter}{After(after, part)} ORDER BY mcp_client_id, identity_kind, identity_id, id, move LIMIT {limit + 1})";
        }
        var page = rows.OrderBy(TransitionCursor.Of).Take(limit).ToArray();
        var next = rows.Count > page.Length ? TransitionCursor.Of(page[^1]).ToString() : null;
        return new TransitionPage(await TransitionRows.OfAsync(context.Db, page, resolved.About, cancellation), query.WithTotal ? total : null, next);
    }

    private static string Filter(TransitionQuery query)
    {
        var terms = new List<string> { "1 = 1" };
        if (query.Move is not null)
            terms.Add("move = @gh_move");
        if (query.McpClientId is not null)
            terms.Add("mcp_client_id = (SELECT id FROM mcp_clients WHERE client_id = @gh_client)");
        if (!string.IsNullOrWhiteSpace(query.Search))
            terms.Add("""
                (mcp_client_id IN (SELECT id FROM mcp_clients WHERE instr(fold(name), @gh_search) > 0)
                OR (identity_kind = 1 AND identity_id IN (SELECT id FROM virtual_keys WHERE instr(fold(name), @gh_search) > 0))
                OR (identity_kind = 2 AND identity_id IN (SELECT id FROM users
                    WHERE instr(fold(display_name), @gh_search) > 0 OR instr(fold(user_name), @gh_search) > 0)))
                """);
        return string.Join(" AND ", terms);
    }

    private static void BindFilter(DbCommand command, TransitionQuery query)
    {
        if (query.Move is { } move)
            KeptStatement.Set(command, "@gh_move", (int)move);
        if (query.McpClientId is { } client)
            KeptStatement.Set(command, "@gh_client", client);
        if (!string.IsNullOrWhiteSpace(query.Search))
            KeptStatement.Set(command, "@gh_search", Folding.Fold(query.Search.Trim()));
    }

    /// <summary>Rows of this part behind the cursor. Within one identity and client the kinds follow each other.</summary>
    private static string After(TransitionCursor? cursor, Part part) => cursor is not { } after ? "" : string.Create(CultureInfo.InvariantCulture,
        $" AND (mcp_client_id, identity_kind, identity_id, {(int)part.Kind}, id, move) > ({after.Client}, {(int)after.IdentityKind}, {after.Identity}, {(int)after.Kind}, {after.Id}, {(int)after.Move})");
}
