using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;

namespace Gatehouse.Dashboard.Api;

/// <summary>Users and groups, and what one person reaches.</summary>
internal static class DirectoryRoutes
{
    public static void Map(IEndpointRouteBuilder reads)
    {
        reads.MapGet("/users", UsersAsync).Says("Directory", "List users", "Each with counts of their keys and credentials.").Answers<PageOf<UserAnswer>>()
            .Takes("search", "Part of the name or the user name.").Takes("active", "true or false.").Pages();
        reads.MapGet("/groups", GroupsAsync).Says("Directory", "List groups", "Each with counts of its members, team keys and access profiles.").Answers<PageOf<GroupAnswer>>()
            .Takes("search", "Part of the name.").Pages();
        reads.MapGet("/users/{id}/access", AccessAsync).Says("Directory", "Read what a user reaches", "Lists every MCP client that one of the user's keys reaches or is named for, and through which source.").Answers<PageOf<ReachedAnswer>>()
            .Pages().Example("id", "u-ana.ortiz");
    }

    private static async Task<PageOf<UserAnswer>> UsersAsync(HttpContext context, PeopleQueries people)
    {
        var query = new Query(context, "search", "active", "cursor", "limit");
        var window = query.Page();
        var page = await people.ListAsync(new PeopleFilter { Search = query.Text("search"), IsActive = query.Flag("active") }, window, context.RequestAborted);
        return PageOf<UserAnswer>.Of(page, user => new UserAnswer(
            user.Id, user.UserName, user.Name, user.IsActive, user.Groups, user.PersonalKeys, user.TeamKeys, CredentialCounts.Of(user.Credentials), StoredFaults.OfUser(user.Name, user.UserName)));
    }

    private static async Task<PageOf<GroupAnswer>> GroupsAsync(HttpContext context, GroupQueries groups)
    {
        var query = new Query(context, "search", "cursor", "limit");
        var window = query.Page();
        var page = await groups.ListAsync(new PeopleFilter { Search = query.Text("search") }, window, context.RequestAborted);
        return PageOf<GroupAnswer>.Of(page, group => new GroupAnswer(group.Id, group.Name, group.Members, group.TeamKeys, group.Profiles, StoredFaults.OfGroup(group.Name)));
    }

    private static async Task<IResult> AccessAsync(string id, HttpContext context, PeopleQueries people, AccessQueries access)
    {
        var query = new Query(context, "cursor", "limit");
        var window = query.Page();
        if (await people.DetailAsync(id, context.RequestAborted) is null)
            return Problems.Result(Problem.Missing("user", id));
        var named = (await access.OfUserAsync(id, context.RequestAborted)).Where(client => client.Ways.Count > 0 || client.Credentials.Total > 0).ToArray();
        var page = Keyset.Page(named, window, client => client.Name, client => client.ClientId);
        return Results.Json(PageOf<ReachedAnswer>.Of(page, client => new ReachedAnswer(
            client.ClientId, client.Name, client.AuthType, client.IsReached, client.Disabled, [.. client.Ways.Select(way => new WayAnswer(
                way.KeyId, way.Key, way.Team, way.State, way.IsReached, way.Direct?.Names, [.. way.Profiles.Select(profile => new ProfileToolsAnswer(profile.Name, profile.Tools.Names))]))],
            CredentialCounts.Of(client.Credentials))), ApiJson.Answers);
    }
}

/// <summary>A user.</summary>
/// <param name="Id">Their id.</param>
/// <param name="UserName">Their name in the directory.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Active">Checked at use; no credential depends on it.</param>
/// <param name="Groups">Names of their groups.</param>
/// <param name="PersonalKeys">Keys they own.</param>
/// <param name="TeamKeys">Keys that groups of theirs own.</param>
/// <param name="Credentials">Their own credentials.</param>
/// <param name="Warnings">What no edit would accept of their names as they are, e.g. because an import brought them. Other fields can still be edited.</param>
public sealed record UserAnswer(
    string Id, string UserName, string DisplayName, bool Active, IReadOnlyList<string> Groups, int PersonalKeys, int TeamKeys, CredentialCounts Credentials,
    IReadOnlyList<string> Warnings);

/// <summary>A group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="Members">How many users are members.</param>
/// <param name="TeamKeys">Keys it owns.</param>
/// <param name="AccessProfiles">Access profiles given to it.</param>
/// <param name="Warnings">What no edit would accept of it as it is, e.g. because an import brought it. Other fields can still be edited.</param>
public sealed record GroupAnswer(string Id, string DisplayName, int Members, int TeamKeys, int AccessProfiles, IReadOnlyList<string> Warnings);

/// <summary>Credentials by status.</summary>
/// <param name="Active">Usable.</param>
/// <param name="Orphaned">Without cover.</param>
/// <param name="NeedsReauth">Covered, but its person must sign in again.</param>
/// <param name="NeedsUpdate">Covered, but a header value is missing.</param>
/// <param name="Pending">Flows that somebody has not finished.</param>
public sealed record CredentialCounts(int Active, int Orphaned, int NeedsReauth, int NeedsUpdate, int Pending)
{
    internal static CredentialCounts Of(StatusCounts counts) => new(counts.Active, counts.Orphaned, counts.NeedsReauth, counts.NeedsUpdate, counts.Pending);
}

/// <summary>An MCP client as a user reaches it.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="AuthType">What the server asks a caller for.</param>
/// <param name="Reached">Some key of theirs reaches it.</param>
/// <param name="Disabled">Switched off for everyone; checked at use.</param>
/// <param name="Ways">The keys that reach it, or are named for it and do not.</param>
/// <param name="Credentials">The user's own rows for it.</param>
public sealed record ReachedAnswer(string ClientId, string Name, AuthType AuthType, bool Reached, bool Disabled, IReadOnlyList<WayAnswer> Ways, CredentialCounts Credentials);

/// <summary>How one key reaches an MCP client.</summary>
/// <param name="VirtualKeyId">The key's id.</param>
/// <param name="VirtualKeyName">Its name.</param>
/// <param name="Team">The group that owns it; null: the user does.</param>
/// <param name="State">Whether the key opens the gateway.</param>
/// <param name="Reached">It reaches the client.</param>
/// <param name="Direct">Tools of its own grant; null: none; empty: denied.</param>
/// <param name="Profiles">The access profiles that name the client for the key.</param>
public sealed record WayAnswer(
    string VirtualKeyId, string VirtualKeyName, string? Team, VirtualKeyState State, bool Reached, IReadOnlyList<string>? Direct, IReadOnlyList<ProfileToolsAnswer> Profiles);

/// <summary>What an access profile grants.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tools">The tools.</param>
public sealed record ProfileToolsAnswer(string Name, IReadOnlyList<string> Tools);
