using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Api;

/// <summary>Access profiles.</summary>
internal static class ProfileRoutes
{
    private const string Subject = "profile";

    public static void Map(IEndpointRouteBuilder reads, IEndpointRouteBuilder writes)
    {
        reads.MapGet("/access-profiles", ListAsync).Says("Access profiles", "List access profiles", "Each with counts of the MCP clients that it names and of the keys that have it.").Answers<PageOf<ProfileItemAnswer>>()
            .Takes("search", "Part of the name of the profile or of an MCP client it names.").Takes("is_active", "true or false.").Takes("sort_by", "name or updated_at.").Takes("order", "asc or desc.")
            .Pages();
        reads.MapGet("/access-profiles/{id}", GetAsync).Says("Access profiles", "Read an access profile", "Answers what it names, and everybody it is given to.").Answers<ProfileGot>()
            .Example("id", "p-support");
        writes.MapPost("/access-profiles", CreateAsync)
            .Says("Access profiles", "Create an access profile", "Writes what it names and whom it is given to in one transaction, or nothing.").Plans().Reads<NewProfileBody>().Answers<ProfileWritten>()
            .Example("""{"name": "Finance", "grants": [{"mcp_client_id": "stripe", "tools_to_execute": ["list_payments", "get_payment"]}], "assigned": {"groups": ["g-finance"]}}""");
        writes.MapPut("/access-profiles/{id}", ChangeAsync)
            .Guarded().Says("Access profiles", "Edit an access profile", "A field that is absent stays as it is; grants and assigned replace all there was. One transaction, or nothing.").Plans()
            .Reads<ProfileBody>().Answers<ProfileWritten>()
            .Example("id", "p-support").Example("""{"grants": [{"mcp_client_id": "zendesk", "tools_to_execute": ["*"]}, {"mcp_client_id": "notion", "tools_to_execute": ["*"]}]}""");
        writes.MapDelete("/access-profiles/{id}", (string id, HttpContext context, EditRequests write) => write.RunAsync(
                context, new Query(context, EditRequests.DryRun), new Edit.DeleteProfile(id), Subject, change => new Said("Access profile deleted successfully", change), new(ObjectKind.AccessProfile, id)))
            .Guarded().Says("Access profiles", "Delete an access profile", "It is taken from everybody first. There is no undo.").Plans().Answers<Said>()
            .Example("id", "p-contractors");
    }

    private static async Task<PageOf<ProfileItemAnswer>> ListAsync(HttpContext context, ProfileQueries profiles)
    {
        var query = new Query(context, "search", "is_active", "sort_by", "order", "cursor", "limit");
        var window = query.Page();
        var page = await profiles.ListAsync(new ProfileFilter
        {
            Search = query.Text("search"),
            IsActive = query.Flag("is_active"),
            Sort = query.Among("sort_by", ProfileSort.Name, ("name", ProfileSort.Name), ("updated_at", ProfileSort.Updated)),
            Descending = query.Among("order", false, ("asc", false), ("desc", true)),
        }, window, context.RequestAborted);
        return PageOf<ProfileItemAnswer>.Of(page, profile => new ProfileItemAnswer(
            profile.Id, profile.Name, profile.IsActive, profile.Clients, new(profile.Given.VirtualKeys, profile.Given.Users, profile.Given.Groups), profile.Reached, profile.UpdatedAt));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, ProfileQueries profiles)
    {
        _ = new Query(context);
        await new Tagged(ObjectKind.AccessProfile, id).ShowAsync(context);
        return await profiles.PolicyAsync(id, context.RequestAborted) is { } profile
            ? Results.Json(new ProfileGot(ProfileAnswer.Of(profile)), ApiJson.Answers) : Problems.Result(Problem.Missing("profile", id));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ProfileQueries profiles, ClientPolicyQueries clients, EditRequests write)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, _, _) = await Body.ReadAsync<NewProfileBody>(context);
        var grants = await Grants.OfAsync(asked.Grants, "grants", clients, context.RequestAborted);
        return await write.RunAsync(
            context, query, WholeEdits.NewProfile(asked.Name, asked.IsActive ?? true, grants, asked.Assigned), null,
            async (made, change) => new ProfileWritten("Access profile created successfully", ProfileAnswer.Of((await profiles.PolicyAsync(made.Id, context.RequestAborted))!), change, []));
    }

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, ProfileQueries profiles, ClientPolicyQueries clients, EditRequests write)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, _, ignored) = await Body.ReadAsync<ProfileBody>(context, BifrostFields.Profile);
        var grants = await Grants.OfAsync(asked.Grants, "grants", clients, context.RequestAborted);
        return await write.RunAsync(
            context, query, WholeEdits.Profile(id, asked.Name, asked.IsActive, grants, asked.Assigned), Subject,
            async (_, change) => new ProfileWritten("Access profile updated successfully", await profiles.PolicyAsync(id, context.RequestAborted) is { } profile ? ProfileAnswer.Of(profile) : null, change, ignored), of: new(ObjectKind.AccessProfile, id));
    }
}

/// <summary>An access profile in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">An inactive one names nothing and grants nothing.</param>
/// <param name="McpClients">How many MCP clients it names.</param>
/// <param name="Assigned">To how many it is given.</param>
/// <param name="ReachedVirtualKeys">Virtual keys that have it; none while it is inactive.</param>
/// <param name="UpdatedAt">The last edit.</param>
public sealed record ProfileItemAnswer(string Id, string Name, bool IsActive, int McpClients, AssignedCounts Assigned, int ReachedVirtualKeys, DateTimeOffset UpdatedAt);

/// <summary>To how many an access profile is given.</summary>
/// <param name="VirtualKeys">Virtual keys.</param>
/// <param name="Users">Users.</param>
/// <param name="Groups">Groups.</param>
public sealed record AssignedCounts(int VirtualKeys, int Users, int Groups);

/// <summary>One access profile.</summary>
/// <param name="AccessProfile">The profile.</param>
public sealed record ProfileGot(ProfileAnswer AccessProfile);

/// <summary>An access profile that was written.</summary>
/// <param name="Message">What was done.</param>
/// <param name="AccessProfile">The profile as it is now.</param>
/// <param name="Change">The change on record; null when no grant changed.</param>
/// <param name="Ignored">Fields of the body that only answers have.</param>
public sealed record ProfileWritten(string Message, ProfileAnswer? AccessProfile, ChangeMade? Change, IReadOnlyList<string> Ignored);

/// <summary>An access profile.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">An inactive one names nothing and grants nothing.</param>
/// <param name="Grants">What it names.</param>
/// <param name="Assigned">Everybody it is given to, by id.</param>
/// <param name="CreatedAt">When it was made or imported.</param>
/// <param name="UpdatedAt">The last edit.</param>
/// <param name="Warnings">What no edit would accept of it as it is, e.g. because an import brought it. Other fields can still be edited.</param>
public sealed record ProfileAnswer(
    string Id, string Name, bool IsActive, IReadOnlyList<McpConfigAnswer> Grants, Assignees Assigned, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, IReadOnlyList<string> Warnings)
{
    internal static ProfileAnswer Of(ProfilePolicy profile) => new(
        profile.Id, profile.Name, profile.IsActive, [.. profile.Content.Select(McpConfigAnswer.Of)], new(profile.VirtualKeys, profile.Users, profile.Groups),
        profile.CreatedAt, profile.UpdatedAt, profile.Faults());
}

/// <summary>An access profile to be made.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="IsActive">Whether it names anything; true unless given.</param>
/// <param name="Grants">What it names.</param>
/// <param name="Assigned">Whom it is given to, by id.</param>
public sealed record NewProfileBody(string Name, bool? IsActive = null, IReadOnlyList<McpConfig>? Grants = null, Assignees? Assigned = null);

/// <summary>The fields of an access profile to change; absent fields stay as they are.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="IsActive">Whether it names anything.</param>
/// <param name="Grants">Everything it names from now on.</param>
/// <param name="Assigned">Everybody it is given to from now on; a list that is absent is empty.</param>
public sealed record ProfileBody(string? Name = null, bool? IsActive = null, IReadOnlyList<McpConfig>? Grants = null, Assignees? Assigned = null);
