using Gatehouse.Data.Credentials;
using Gatehouse.Data.Flows;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Settings;

namespace Gatehouse.Dashboard.Api;

/// <summary>Credentials and pending flows, as Bifrost's admin API lists them.</summary>
internal static class SessionRoutes
{
    private static readonly (string Word, IdentityKind Kind)[] Modes = [("vk", IdentityKind.VirtualKey), ("user", IdentityKind.User), ("session", IdentityKind.Session)];

    public static void Map(IEndpointRouteBuilder reads, IEndpointRouteBuilder writes)
    {
        reads.MapGet("/mcp/sessions", ListAsync)
            .Says("Sessions", "List credentials and pending flows", "Of every identity, filtered and paged in SQL. No row holds a secret.").Answers<SessionList>()
            .Takes("q", "Part of the name of the MCP client, key, person or session; or a whole id.").Takes("identity", "Id of a virtual key, a user or a session.")
            .Takes("status", "One or more of active, orphaned, needs_reauth, needs_update, pending, with commas.").Takes("auth_mode", "One or more of vk, user, session, with commas.")
            .Takes("mcp_client_id", "Ids of MCP clients, with commas.").Takes("virtual_key_id", "Ids of virtual keys, with commas.").Takes("user_id", "Ids of users, with commas.")
            .Takes("kind", "token, header or flow.").Takes("limit", "Rows a page, 1 to 100; 50 unless given, more are 100.")
            .Takes("offset", "Rows to skip, at most 5,000; beyond that use cursor.").Takes("cursor", "next_cursor of the page before; not beside offset.");
        reads.MapGet("/mcp/sessions/{id}/why", WhyAsync)
            .Says("Sessions", "Read why a credential is as it is", "Answers what covers it, which edits would bring it back, and every change that moved it.").Answers<WhyAnswer>()
            .Example("id", "t-181");
        writes.MapDelete("/mcp/sessions/{id}", (string id, HttpContext context, EditRequests write) => write.RunAsync(
                context, new Query(context, EditRequests.DryRun), new Edit.RevokeCredentials([id]), "credential", change => new Said("Session deleted successfully", change)))
            .Example("id", "t-304")
            .Says("Sessions", "Delete a credential or pending flow", "Deletes the unfinished flows of its identity and MCP client too. There is no undo. People who are covered can sign in again.").Plans().Answers<Said>();
        writes.MapPost("/mcp/sessions/{id}/reauth", ReauthAsync)
            .Example("id", "h-38")
            .Says("Sessions", "Ask for a credential again", "Starts the one pending flow of its identity and MCP client, or refreshes it; the stored credential stays until the flow is finished. Header values of a key or session only: 403 where they are orphaned or a user's, 409 where no grant covers them, 503 for an OAuth token, whose sign-in the gateway runs.")
            .Answers<ReauthStarted>();
    }

    private static async Task<SessionList> ListAsync(HttpContext context, CredentialListQueries credentials)
    {
        var query = new Query(context, "q", "identity", "status", "auth_mode", "mcp_client_id", "virtual_key_id", "user_id", "kind", "limit", "offset", "cursor");
        var window = query.Offset(50);
        if (window.Skip > CredentialListQueries.MostSkipped || (window.Skip > 0 && query.Text("cursor") is not null))
            throw new RefusedRequestException("offset", "bad_parameter", "Parameter offset must be a number from 0 to 5,000, and cannot stand beside cursor. Beyond that, follow next_cursor.");
        var filter = new CredentialListFilter
        {
            Search = query.Text("q"),
            Identity = query.Text("identity"),
            Statuses = query.Words<CredentialStatus>("status"),
            Modes = [.. query.Texts("auth_mode").Select(word => Array.Find(Modes, mode => mode.Word == word) is { Word: not null } mode ? mode.Kind
                : throw new RefusedRequestException("auth_mode", "bad_parameter", "Parameter auth_mode must be one or more of vk, user, session, with commas."))],
            Clients = query.Texts("mcp_client_id"),
            VirtualKeys = query.Texts("virtual_key_id"),
            Users = query.Texts("user_id"),
            Kinds = query.Among<CredentialKind[]>("kind", [], ("token", [CredentialKind.OAuthToken]), ("header", [CredentialKind.HeaderCredential]), ("flow", [CredentialKind.OAuthFlow, CredentialKind.HeaderFlow])),
            Sort = CredentialSort.Created,
            Descending = true,
        };
        var cursor = query.Text("cursor");
        if (cursor is not null && !CredentialListQueries.IsCursor(cursor, filter.Sort))
            throw Query.WrongCursor();
        var page = await credentials.ListAsync(filter, cursor, window.Take, window.Skip, context.RequestAborted);
        return new([.. page.Items.Select(SessionAnswer.Of)], page.Items.Count, page.Total, page.IsAtLeast, window.Take, window.Skip, page.Next);
    }

    private static async Task<IResult> WhyAsync(string id, HttpContext context, CredentialStories stories, SettingQueries settings)
    {
        _ = new Query(context);
        return await stories.FindAsync(id, (await settings.NowAsync(context.RequestAborted)).OrphanDays, context.RequestAborted) is { } story
            ? Results.Json(WhyAnswer.Of(story), ApiJson.Answers) : Problems.Result(Problem.Missing("credential", id));
    }

    private static async Task<IResult> ReauthAsync(string id, HttpContext context, FlowEdits flows)
    {
        _ = new Query(context);
        await Body.RefuseAnyAsync(context);
        // Whoever may write here is an admin or a program, and none of the people credentials are kept for.
        return await flows.ReauthAsync(id, callerUserId: null, cancellation: context.RequestAborted) switch
        {
            FlowOutcome.Started started => Results.Json(new ReauthStarted("headers", started.FlowId, null, started.ExpiresAt), ApiJson.Answers),
            FlowOutcome.Refused refused => Problems.Result(Problem.Of(refused, id)),
            FlowOutcome.Busy busy => Problems.Result(Problems.Busy(busy.Waited)),
            FlowOutcome.Storage storage => Problems.Result(Problems.Storage(storage.Fault)),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }
}
