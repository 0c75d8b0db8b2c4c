using Gatehouse.Data.History;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Api;

/// <summary>The record of changes.</summary>
internal static class ChangeRoutes
{
    public static void Map(IEndpointRouteBuilder reads)
    {
        reads.MapGet("/changes", ListAsync).Says("Changes", "List changes", "Newest first.").Answers<PageOf<ChangeAnswer>>()
            .Takes("search", "The number of a change, or part of the actor, of the reason, or of the name of an object that it touched.").Takes("actor", "Who committed it.")
            .Takes("origin", "page, api, scim, bulk, undo, command or import.").Takes("virtual_key_id", "Only changes that touched this key.")
            .Takes("mcp_client_id", "Only changes that touched this MCP client.").Takes("profile_id", "Only changes of this access profile.")
            .Takes("user_id", "Only changes that named this user.").Takes("group_id", "Only changes that named this group.")
            .Pages();
        reads.MapGet("/changes/{id:long}", GetAsync).Says("Changes", "Read a change", "Who made it, when, from where, with which edit and which consequences.").Answers<ChangeAnswer>()
            .Example("id", 5);
        reads.MapGet("/changes/{id:long}/transitions", RowsAsync).Says("Changes", "List the rows a change moved", "Rows are named by the names that their key, person and client have today.").Answers<PageOf<TransitionAnswer>>()
            .Takes("transition", "orphan, reactivate, drop, needs_update, healthy or delete.").Takes("search", "Part of the name of the client, key or user.")
            .Pages().Example("id", 5);
    }

    private static async Task<PageOf<ChangeAnswer>> ListAsync(HttpContext context, ChangeQueries changes)
    {
        var query = new Query(context, "search", "actor", "origin", "virtual_key_id", "mcp_client_id", "profile_id", "user_id", "group_id", "cursor", "limit");
        var window = query.Page();
        var page = await changes.ListAsync(new ChangeFilter
        {
            Search = query.Text("search"),
            Actor = query.Text("actor"),
            Origin = query.Word<ChangeOrigin>("origin"),
            VirtualKeyId = query.Text("virtual_key_id"),
            McpClientId = query.Text("mcp_client_id"),
            ProfileId = query.Text("profile_id"),
            UserId = query.Text("user_id"),
            GroupId = query.Text("group_id"),
        }, window, context.RequestAborted);
        return PageOf<ChangeAnswer>.Of(page, ChangeAnswer.Of);
    }

    private static async Task<IResult> GetAsync(long id, HttpContext context, ChangeQueries changes)
    {
        _ = new Query(context);
        return await changes.FindAsync(id, context.RequestAborted) is { } change ? Results.Json(ChangeAnswer.Of(change), ApiJson.Answers) : Problems.Result(Problem.Missing("change", $"{id}"));
    }

    private static async Task<IResult> RowsAsync(long id, HttpContext context, ChangeQueries changes)
    {
        var query = new Query(context, "transition", "search", "cursor", "limit");
        var window = query.Page();
        var filter = new MovedRowFilter(query.Word<Move>("transition"), query.Text("search"));
        if (await changes.FindAsync(id, context.RequestAborted) is null)
            return Problems.Result(Problem.Missing("change", $"{id}"));
        var page = await changes.RowsAsync(id, filter, window, context.RequestAborted);
        return Results.Json(PageOf<TransitionAnswer>.Of(page, Row), ApiJson.Answers);
    }

    private static TransitionAnswer Row(MovedRow row) => TransitionAnswer.Of(
        row.Id, row.Kind, row.Move, row.Reason.Words(row.About), row.IdentityKind, row.WhoId, row.Who, new(row.ClientId, row.Client), row.From, row.To);
}

/// <summary>A change on record.</summary>
/// <param name="Id">Its number.</param>
/// <param name="CommittedAt">When.</param>
/// <param name="Actor">Who: an admin, or the name of an API token or SCIM connection.</param>
/// <param name="Origin">From where.</param>
/// <param name="EditKind">Which kind of edit.</param>
/// <param name="Policy">The difference of policy in words, its first 50 lines.</param>
/// <param name="PolicyCount">How many differences it made.</param>
/// <param name="Tallies">Rows that it moved.</param>
/// <param name="Reason">Why, in the actor's words.</param>
/// <param name="UndoesChangeId">The change it undid.</param>
/// <param name="UndoneByChangeId">The latest change that undid it.</param>
public sealed record ChangeAnswer(
    long Id, DateTimeOffset CommittedAt, string Actor, ChangeOrigin Origin, EditKind EditKind, IReadOnlyList<string> Policy, int PolicyCount,
    IReadOnlyList<TallyAnswer> Tallies, string? Reason, long? UndoesChangeId, long? UndoneByChangeId)
{
    internal static ChangeAnswer Of(ChangeItem change) => new(
        change.Id, change.At, change.Actor, change.Origin, change.EditKind, [.. change.Policy.Select(line => line.ToString())], change.PolicyCount,
        [.. change.Tallies.Select(TallyAnswer.Of)], change.Reason, change.UndoesChangeId, change.UndoneByChangeId);
}
