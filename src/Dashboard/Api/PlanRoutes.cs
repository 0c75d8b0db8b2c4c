using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Api;

/// <summary>Edits of every kind: planned, paged, committed.</summary>
internal static class PlanRoutes
{
    public static void Map(IEndpointRouteBuilder reads, IEndpointRouteBuilder writes)
    {
        reads.MapPost("/plans", PlanAsync).Says("Edits", "Plan an edit", "Answers its consequences and its fingerprint. Nothing is written.").Reads<PlanBody>().Answers<Planned>()
            .Examples(EditExamples.Plans);
        reads.MapPost("/plans/transitions", TransitionsAsync)
            .Says("Edits", "List the rows an edit would move", "Answers one page, in the order client, identity, id. Nothing is written.").Reads<TransitionsBody>().Answers<TransitionList>()
            .Example("""{"edit": {"kind": "owner", "virtual_key_id": "vk-support-copilot", "group_id": "g-sales"}, "transition": "orphan", "limit": 10}""");
        writes.MapPost("/changes", CommitAsync)
            .Says("Edits", "Commit an edit", "With a fingerprint, commits only if the plan is still the same. Without one, commits the plan of this moment, unless that is over the guardrail.").Plans()
            .Reads<CommitBody>().Answers<Committed>()
            .Example("""{"edit": {"kind": "allowlist", "virtual_key_id": "vk-checkout-agent", "remove": ["acme-billing"]}, "reason": "SEC-2214: checkout reads no invoices"}""");
    }

    private static async Task<IResult> PlanAsync(HttpContext context, JointEdits joint, EditRequests write)
    {
        _ = new Query(context);
        var (asked, _, _) = await Body.ReadAsync<PlanBody>(context);
        return write.Planned(await joint.PlanAsync(JointEdit.Of(asked.Edit), context.RequestAborted), null);
    }

    private static async Task<IResult> TransitionsAsync(HttpContext context, Reconciler reconciler)
    {
        _ = new Query(context);
        var (asked, _, _) = await Body.ReadAsync<TransitionsBody>(context);
        if (asked.Limit is < 1 or > Query.Most)
            throw new RefusedRequestException("limit", "wrong_type", "Field limit must be a number from 1 to 100.");
        RefuseEmpty("search", asked.Search);
        RefuseEmpty("mcp_client_id", asked.McpClientId);
        if (asked.Cursor is { } cursor && !TransitionPage.IsCursor(cursor))
            throw new RefusedRequestException("cursor", "bad_cursor", "Field cursor must be the next_cursor of the page before. Leave it out for the first page.");
        var page = await reconciler.PageAsync(asked.Edit, new TransitionQuery(
            asked.Kind, asked.Transition, asked.McpClientId, asked.Search, asked.Cursor, asked.Limit ?? 25), context.RequestAborted);
        if (page.Errors.Count > 0)
            return Problems.Result(Problem.Of(page.Errors, null));
        return Results.Json(new TransitionList([.. page.Items.Select(TransitionAnswer.Of)], page.NextCursor, page.Total ?? 0), ApiJson.Answers);
    }

    /// <summary>As with a parameter: it would filter nothing.</summary>
    private static void RefuseEmpty(string field, string? text)
    {
        if (text is not null && string.IsNullOrWhiteSpace(text))
            throw new RefusedRequestException(field, "empty_field", $"Field {field} has no value. Give it one, or leave it out.");
    }

    private static async Task<IResult> CommitAsync(HttpContext context, EditRequests write)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, _, _) = await Body.ReadAsync<CommitBody>(context);
        if (asked.Reason is { Length: > 1000 })
            throw new RefusedRequestException("reason", "invalid", "Field reason is longer than 1,000 characters.");
        return await write.RunAsync(
            context, query, JointEdit.Of(asked.Edit), null, (_, change) => Task.FromResult<object>(new Committed(change)), asked.Reason, asked.Fingerprint);
    }
}

/// <summary>An edit to be planned.</summary>
/// <param name="Edit">What is asked for; its kind says which fields it has.</param>
public sealed record PlanBody(Edit Edit);

/// <summary>An edit whose rows are to be listed.</summary>
/// <param name="Edit">What is asked for.</param>
/// <param name="Kind">Only rows of this kind.</param>
/// <param name="Transition">Only rows that move so.</param>
/// <param name="McpClientId">Only rows for this MCP client.</param>
/// <param name="Search">Part of the name of the client, key or user.</param>
/// <param name="Cursor">next_cursor of the page before.</param>
/// <param name="Limit">Rows a page, 1 to 100; 25 unless given.</param>
public sealed record TransitionsBody(
    Edit Edit, CredentialKind? Kind = null, Move? Transition = null, string? McpClientId = null, string? Search = null, string? Cursor = null, int? Limit = null);

/// <summary>A page of rows that would move, or moved.</summary>
/// <param name="Items">The rows.</param>
/// <param name="NextCursor">Cursor of the next page; null: this is the last.</param>
/// <param name="Total">How many there are in all under the filter.</param>
public sealed record TransitionList(IReadOnlyList<TransitionAnswer> Items, string? NextCursor, int Total);

/// <summary>An edit to be committed.</summary>
/// <param name="Edit">What is asked for.</param>
/// <param name="Fingerprint">The plan that was reviewed; as the header X-Plan-Fingerprint.</param>
/// <param name="Reason">Why, in your words; goes on record. At most 1,000 characters.</param>
public sealed record CommitBody(Edit Edit, string? Fingerprint = null, string? Reason = null);
