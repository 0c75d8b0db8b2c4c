using System.Text.Json;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.Settings;

namespace Gatehouse.Dashboard.Exports;

/// <summary>Access profiles, users, groups and API tokens as files: what is filtered, streamed.</summary>
internal static class DirectoryExports
{
    public static void MapDirectoryExports(this IEndpointRouteBuilder app)
    {
        var directory = app.MapGroup("").RequireAuthorization(Permissions.People);
        app.MapGet(Links.ExportAccessProfiles("csv"), (HttpContext context, ProfileQueries profiles) => CsvAsync(
            context, "access-profiles", ["id", "name", "active", "mcp_clients", "given_to_keys", "given_to_users", "given_to_groups", "reaches_keys", "updated_at"],
            profiles.AllAsync(Profiles(context), context.RequestAborted),
            profile => [profile.Id, profile.Name, Word(profile.IsActive), profile.Clients, profile.Given.VirtualKeys, profile.Given.Users, profile.Given.Groups, profile.Reached, profile.UpdatedAt]));
        app.MapGet(Links.ExportAccessProfiles("json"), (HttpContext context, ProfileQueries profiles) =>
            JsonAsync(context, "access-profiles", profiles.AllAsync(Profiles(context), context.RequestAborted)));
        directory.MapGet(Links.ExportUsers("csv"), (HttpContext context, PeopleQueries people) => CsvAsync(
            context, "users", ["id", "name", "user_name", "active", "groups", "personal_keys", "team_keys", "active_credentials", "orphaned", "needs_reauth", "needs_update", "pending"],
            people.AllAsync(People(context), context.RequestAborted),
            user => [user.Id, user.Name, user.UserName, Word(user.IsActive), string.Join("; ", user.Groups), user.PersonalKeys, user.TeamKeys,
                user.Credentials.Active, user.Credentials.Orphaned, user.Credentials.NeedsReauth, user.Credentials.NeedsUpdate, user.Credentials.Pending]));
        directory.MapGet(Links.ExportUsers("json"), (HttpContext context, PeopleQueries people) =>
            JsonAsync(context, "users", people.AllAsync(People(context), context.RequestAborted)));
        directory.MapGet(Links.ExportGroups("csv"), (HttpContext context, GroupQueries groups) => CsvAsync(
            context, "groups", ["id", "name", "members", "team_keys", "access_profiles"],
            groups.AllAsync(People(context), context.RequestAborted),
            group => [group.Id, group.Name, group.Members, group.TeamKeys, group.Profiles]));
        directory.MapGet(Links.ExportGroups("json"), (HttpContext context, GroupQueries groups) =>
            JsonAsync(context, "groups", groups.AllAsync(People(context), context.RequestAborted)));
    }

    /// <summary>API tokens, of which only the prefix is known.</summary>
    public static void MapTokenExports(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("").RequireAuthorization(Permissions.ApiTokens);
        own.MapGet(Links.ExportApiTokens("csv"), (HttpContext context, ApiTokenQueries tokens) => CsvAsync(
            context, "api-tokens", ["id", "name", "prefix", "role", "state", "created_at", "created_by", "expires_at", "last_used_at", "revoked_at", "revoked_by"],
            tokens.AllAsync(Tokens(context), context.RequestAborted),
            token => [token.Id, token.Name, token.Prefix, Word(token.Role), Word(token.State), token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.LastUsedAt, token.RevokedAt, token.RevokedBy]));
        own.MapGet(Links.ExportApiTokens("json"), (HttpContext context, ApiTokenQueries tokens) =>
            JsonAsync(context, "api-tokens", tokens.AllAsync(Tokens(context), context.RequestAborted)));
    }

    private static async Task CsvAsync<T>(HttpContext context, string name, object?[] header, IAsyncEnumerable<T> rows, Func<T, object?[]> fields)
    {
        ExportEndpoints.Attach(context, "text/csv; charset=utf-8", $"{name}.csv");
        await context.Response.WriteAsync(Csv.Head(header), context.RequestAborted);
        await foreach (var row in rows)
            await context.Response.WriteAsync(Csv.Line(fields(row)), context.RequestAborted);
    }

    private static Task JsonAsync<T>(HttpContext context, string name, IAsyncEnumerable<T> rows)
    {
        ExportEndpoints.Attach(context, "application/json; charset=utf-8", $"{name}.json");
        return JsonSerializer.SerializeAsync(context.Response.Body, rows, DataJson.Options, context.RequestAborted);
    }

    private static ProfileFilter Profiles(HttpContext context) => ProfileListAddress.Of(context.Request.QueryString.Value).Filter;

    private static PeopleFilter People(HttpContext context) => PeopleListAddress.Of(context.Request.QueryString.Value).Filter;

    private static ApiTokenFilter Tokens(HttpContext context) => TokenListAddress.Of(context.Request.QueryString.Value).Filter;

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Word(bool isActive) => isActive ? "yes" : "no";
}
