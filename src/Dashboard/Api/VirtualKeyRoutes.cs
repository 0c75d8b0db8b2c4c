using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Api;

/// <summary>Virtual keys, as Bifrost's admin API has them.</summary>
internal static partial class VirtualKeyRoutes
{
    private const string Subject = "virtual_key";

    public static void Map(IEndpointRouteBuilder reads, IEndpointRouteBuilder writes)
    {
        reads.MapGet("/governance/virtual-keys", ListAsync)
            .Says("Virtual keys", "List virtual keys", "Always paged: 25 rows unless limit says otherwise, at most 100.").Answers<VirtualKeyList>()
            .Takes("limit", "Rows a page, 1 to 100; more are 100.").Takes("offset", "Rows to pass over.").Takes("search", "Part of the name, the owner's name or the secret's prefix.")
            .Takes("owner", "Id of the owning user or group, or nobody.").Takes("mcp_client_id", "Only keys with a direct grant of this MCP client.")
            .Takes("state", "active, expires_soon, inactive or expired.").Takes("sort_by", "name, owner or updated_at.").Takes("order", "asc or desc.");
        reads.MapGet("/governance/virtual-keys/{id}", GetAsync).Says("Virtual keys", "Read a virtual key", "The answer never holds its secret.").Answers<VirtualKeyGot>()
            .Example("id", "vk-checkout-agent");
        writes.MapPost("/governance/virtual-keys", CreateAsync)
            .Says("Virtual keys", "Create a virtual key", "Writes the key, its owner and its grants in one transaction, or nothing. The answer holds the secret, once.").Plans()
            .Reads<NewVirtualKeyBody>().Answers<VirtualKeyWritten>()
            .Example("""{"name": "standup-notes", "owner_group_id": "g-platform", "mcp_configs": [{"mcp_client_id": "slack", "tools_to_execute": ["read_channel"]}, {"mcp_client_name": "linear", "tools_to_execute": ["*"]}]}""");
        writes.MapPut("/governance/virtual-keys/{id}", ChangeAsync)
            .Guarded().Says("Virtual keys", "Edit a virtual key", "A field that is absent stays as it is; mcp_configs replaces the whole allowlist, [] empties it. One transaction, or nothing.").Plans()
            .Reads<VirtualKeyBody>().Answers<VirtualKeyWritten>()
            .Example("id", "vk-ci-bot").Example("""{"description": "Builds, and files what fails", "mcp_configs": [{"mcp_client_id": "github", "tools_to_execute": ["*"]}, {"mcp_client_id": "linear", "tools_to_execute": ["*"]}]}""");
        writes.MapDelete("/governance/virtual-keys/{id}", (string id, HttpContext context, EditRequests write) => write.RunAsync(
                context, new Query(context, EditRequests.DryRun), new Edit.DeleteVirtualKey(id), Subject, change => new Said("Virtual key deleted successfully", change), new(ObjectKind.VirtualKey, id)))
            .Guarded().Says("Virtual keys", "Delete a virtual key", "Everything keyed by it is deleted too. There is no undo.").Plans().Answers<Said>()
            .Example("id", "vk-demo-sandbox");
        writes.MapPost("/governance/virtual-keys/rotate", RotateManyAsync)
            .Says("Virtual keys", "Give several virtual keys new secrets", "Each by itself: what could not be rotated stands in errors, by id. The answer holds the secrets, once.").Reads<RotateBody>().Answers<VirtualKeysRotated>()
            .Example("""{"ids": ["vk-nightly-report", "vk-ci-bot"]}""");
        writes.MapPost("/governance/virtual-keys/{id}/rotate", RotateAsync)
            .Guarded().Says("Virtual keys", "Give a virtual key a new secret", "The old one stops working at once; credentials stay. The answer holds the secret, once.").Answers<VirtualKeyWritten>()
            .Example("id", "vk-nightly-report");
    }

    private static async Task<VirtualKeyList> ListAsync(HttpContext context, KeyPolicyQueries keys)
    {
        var query = new Query(context, "limit", "offset", "search", "owner", "mcp_client_id", "state", "sort_by", "order");
        var window = query.Offset();
        var page = await keys.ListAsync(new VirtualKeyFilter
        {
            Search = query.Text("search"),
            Owner = query.Text("owner"),
            GrantsClient = query.Text("mcp_client_id"),
            State = query.Word<VirtualKeyState>("state"),
            Sort = query.Among("sort_by", VirtualKeySort.Name, ("name", VirtualKeySort.Name), ("owner", VirtualKeySort.Owner), ("updated_at", VirtualKeySort.Updated)),
            Descending = query.Among("order", false, ("asc", false), ("desc", true)),
        }, window, context.RequestAborted);
        return new([.. page.Items.Select(key => VirtualKeyAnswer.Of(key))], page.Items.Count, page.Total, window.Take, window.Skip);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, KeyPolicyQueries keys)
    {
        _ = new Query(context);
        await new Tagged(ObjectKind.VirtualKey, id).ShowAsync(context);
        return await keys.FindAsync(id, context.RequestAborted) is { } key
            ? Results.Json(new VirtualKeyGot(VirtualKeyAnswer.Of(key)), ApiJson.Answers) : Problems.Result(Problem.Missing("virtual key", id));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, KeyPolicyQueries keys, ClientPolicyQueries clients, EditRequests write)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, _, ignored) = await Body.ReadAsync<NewVirtualKeyBody>(context, BifrostFields.VirtualKey);
        var owner = asked.OwnerUserId is null && asked.OwnerGroupId is null ? null : new NewOwner(asked.OwnerUserId, asked.OwnerGroupId);
        var grants = await Grants.OfAsync(asked.McpConfigs, "mcp_configs", clients, context.RequestAborted);
        return await write.RunAsync(
            context, query, WholeEdits.NewKey(new(asked.Name, asked.Description, asked.IsActive ?? true, Expiry(asked.ExpiresAt)?.Value), owner, grants), null,
            async (made, change) => new VirtualKeyWritten("Virtual key created successfully", VirtualKeyAnswer.Of((await keys.FindAsync(made.Id, context.RequestAborted))!, made.Secret), change, ignored));
    }

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, KeyPolicyQueries keys, ClientPolicyQueries clients, EditRequests write)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, given, ignored) = await Body.ReadAsync<VirtualKeyBody>(context, BifrostFields.VirtualKey);
        var owner = given.Contains("owner_user_id") || given.Contains("owner_group_id") ? new NewOwner(asked.OwnerUserId, asked.OwnerGroupId) : null;
        var grants = await Grants.OfAsync(asked.McpConfigs, "mcp_configs", clients, context.RequestAborted);
        var patch = new VirtualKeyPatch(asked.Name, asked.Description is null ? null : new Given<string?>(asked.Description), asked.IsActive, Expiry(asked.ExpiresAt));
        return await write.RunAsync(
            context, query, WholeEdits.Key(id, patch, owner, grants), Subject,
            async (_, change) => new VirtualKeyWritten("Virtual key updated successfully", await keys.FindAsync(id, context.RequestAborted) is { } key ? VirtualKeyAnswer.Of(key) : null, change, ignored), of: new(ObjectKind.VirtualKey, id));
    }

    private static async Task<IResult> RotateAsync(string id, HttpContext context, KeyPolicyQueries keys, VirtualKeyEdits edits)
    {
        _ = new Query(context);
        if (!await new Tagged(ObjectKind.VirtualKey, id).IsNamedAsync(context))
            return Problems.Result(EditRequests.Problem(new EditOutcome.Outdated(), Subject));
        return await edits.RotateAsync(context.Actor(), id, context.RequestAborted) is var outcome && outcome is EditOutcome.Done done && await keys.FindAsync(id, context.RequestAborted) is { } key
            ? Results.Json(new VirtualKeyWritten("Virtual key rotated successfully", VirtualKeyAnswer.Of(key, done.Secret), null, []), ApiJson.Answers)
            : Problems.Result(EditRequests.Problem(outcome, Subject));
    }

    private static async Task<IResult> RotateManyAsync(HttpContext context, KeyPolicyQueries keys, VirtualKeyEdits edits)
    {
        _ = new Query(context);
        var (asked, _, _) = await Body.ReadAsync<RotateBody>(context);
        if (asked.Ids.Count is 0 or > Query.Most)
            throw new RefusedRequestException("ids", "invalid", "Field ids must name 1 to 100 virtual keys.");
        var rotated = new List<VirtualKeyAnswer>();
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in asked.Ids.Distinct())
        {
            var outcome = await edits.RotateAsync(context.Actor(), id, context.RequestAborted);
            if (outcome is EditOutcome.Done done && await keys.FindAsync(id, context.RequestAborted) is { } key)
                rotated.Add(VirtualKeyAnswer.Of(key, done.Secret));
            else if (rotated.Count == 0 && outcome is (EditOutcome.Busy or EditOutcome.Storage or EditOutcome.NotAllowed))
                return Problems.Result(EditRequests.Problem(outcome, Subject));
            else
                errors[id] = EditRequests.Problem(outcome, Subject).Detail;
        }
        return rotated.Count == 0 ? Problems.Result(Problem.Missing("virtual key", asked.Ids[0]))
            : Results.Json(new VirtualKeysRotated("Virtual keys rotated successfully", rotated, errors), ApiJson.Answers);
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex WithOffset();

    /// <summary>Null: as it is; empty: never.</summary>
    private static Given<DateTimeOffset?>? Expiry(string? text) =>
        text is null ? null
        : text.Length == 0 ? new Given<DateTimeOffset?>(null)
        : WithOffset().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? new Given<DateTimeOffset?>(at.ToUniversalTime())
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, out _) && !WithOffset().IsMatch(text)
            ? throw new RefusedRequestException("expires_at", "invalid", "Field expires_at does not say which clock it means: write the offset behind it, as 2027-01-31T12:00:00Z or 2027-01-31T12:00:00+02:00.")
        : throw new RefusedRequestException("expires_at", "invalid", "Field expires_at must be a time like 2027-01-31T12:00:00Z, or \"\" for never.");
}

/// <summary>A page of virtual keys.</summary>
/// <param name="VirtualKeys">The rows.</param>
/// <param name="Count">Rows of this page.</param>
/// <param name="TotalCount">How many rows pass the filter in all.</param>
/// <param name="Limit">Rows a page.</param>
/// <param name="Offset">How many rows were skipped before this page.</param>
public sealed record VirtualKeyList(IReadOnlyList<VirtualKeyAnswer> VirtualKeys, int Count, int TotalCount, int Limit, int Offset);

/// <summary>One virtual key.</summary>
/// <param name="VirtualKey">The key.</param>
public sealed record VirtualKeyGot(VirtualKeyAnswer VirtualKey);

/// <summary>A virtual key that was written.</summary>
/// <param name="Message">What was done.</param>
/// <param name="VirtualKey">The key as it is now.</param>
/// <param name="Change">The change on record; null when no credential and no grant was concerned.</param>
/// <param name="Ignored">Fields of the body that concern other parts of Bifrost, or that only answers have.</param>
public sealed record VirtualKeyWritten(string Message, VirtualKeyAnswer? VirtualKey, ChangeMade? Change, IReadOnlyList<string> Ignored);

/// <summary>Virtual keys to be given new secrets.</summary>
/// <param name="Ids">Their ids, at most 100.</param>
public sealed record RotateBody(IReadOnlyList<string> Ids);

/// <summary>Virtual keys that have new secrets.</summary>
/// <param name="Message">What was done.</param>
/// <param name="VirtualKeys">The keys, each with its secret.</param>
/// <param name="Errors">What went wrong, by id; empty: nothing.</param>
public sealed record VirtualKeysRotated(string Message, IReadOnlyList<VirtualKeyAnswer> VirtualKeys, IReadOnlyDictionary<string, string> Errors);

/// <summary>Something was done.</summary>
/// <param name="Message">What was done.</param>
/// <param name="Change">The change on record; null when there was nothing to do.</param>
public sealed record Said(string Message, ChangeMade? Change);

/// <summary>A virtual key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Anything; null: none.</param>
/// <param name="Value">Its secret: only in the answer that made it, else null.</param>
/// <param name="ValuePrefix">The first characters of its secret, for recognition; null: unknown.</param>
/// <param name="IsActive">Whether it may be used.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
/// <param name="OwnerUserId">The user it is a personal key of; null: no user.</param>
/// <param name="OwnerGroupId">The group it is a team key of; null: no group.</param>
/// <param name="McpConfigs">Its allowlist: its own grants.</param>
/// <param name="CreatedAt">When it was made or imported.</param>
/// <param name="UpdatedAt">The last edit.</param>
/// <param name="Warnings">What no edit would accept of it as it is, e.g. because an import brought it. Other fields can still be edited.</param>
public sealed record VirtualKeyAnswer(
    string Id, string Name, string? Description, string? Value, string? ValuePrefix, bool IsActive, DateTimeOffset? ExpiresAt, string? OwnerUserId, string? OwnerGroupId,
    IReadOnlyList<McpConfigAnswer> McpConfigs, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, IReadOnlyList<string> Warnings)
{
    internal static VirtualKeyAnswer Of(KeyPolicy key, string? secret = null) => new(
        key.Id, key.Name, key.Description, secret, key.Prefix, key.IsActive, key.ExpiresAt,
        key.Owner is { IsGroup: false } user ? user.Id : null, key.Owner is { IsGroup: true } group ? group.Id : null,
        [.. key.Allowlist.Select(McpConfigAnswer.Of)], key.CreatedAt, key.UpdatedAt, key.Faults());
}

/// <summary>A virtual key to be made.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="Description">Anything.</param>
/// <param name="IsActive">Whether it may be used; true unless given.</param>
/// <param name="ExpiresAt">A time in the future (RFC 3339); absent: never.</param>
/// <param name="OwnerUserId">The user it is a personal key of.</param>
/// <param name="OwnerGroupId">The group it is a team key of; not beside a user.</param>
/// <param name="McpConfigs">Its allowlist.</param>
public sealed record NewVirtualKeyBody(
    string Name, string? Description = null, bool? IsActive = null, string? ExpiresAt = null, string? OwnerUserId = null, string? OwnerGroupId = null,
    IReadOnlyList<McpConfig>? McpConfigs = null);

/// <summary>The fields of a virtual key to change; absent fields stay as they are.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="Description">Anything; empty: none.</param>
/// <param name="IsActive">Whether it may be used.</param>
/// <param name="ExpiresAt">A time (RFC 3339); empty: never.</param>
/// <param name="OwnerUserId">The user who owns it from now on. Either of the two fields given says who: null and no other means nobody.</param>
/// <param name="OwnerGroupId">The group that owns it from now on; not beside a user.</param>
/// <param name="McpConfigs">The whole allowlist from now on; absent or null: as it is; empty: none.</param>
public sealed record VirtualKeyBody(
    string? Name = null, string? Description = null, bool? IsActive = null, string? ExpiresAt = null, string? OwnerUserId = null, string? OwnerGroupId = null,
    IReadOnlyList<McpConfig>? McpConfigs = null);
