using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Api;

/// <summary>Every route of the API (docs/api.md), by subject.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").AddEndpointFilter(RefuseForgeryAsync);
        var reads = For(Permissions.See);
        var writes = For(Permissions.Commit);
        VirtualKeyRoutes.Map(reads, writes);
        McpClientRoutes.Map(reads, writes, For(Permissions.ClientTarget));
        SessionRoutes.Map(reads, writes);
        SharingRoutes.Map(reads, writes);
        ProfileRoutes.Map(reads, writes);
        DirectoryRoutes.Map(For(Permissions.People));
        PlanRoutes.Map(reads, writes);
        ChangeRoutes.Map(reads);
        AccessRoutes.Map(reads);
        SignInRoutes.Map(For(Permissions.SignIns));
        EventRoutes.Map(For(Permissions.Record));
        SnapshotRoutes.Map(For(Permissions.Export), For(Permissions.Import));

        RouteGroupBuilder For(string permission) => api.MapGroup("").RequireAuthorization(permission);
    }

    /// <summary>A browser sends its cookie with whatever another site makes it ask; an API token is sent on purpose only.</summary>
    private static async ValueTask<object?> RefuseForgeryAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var byCookie = context.User.Identities.Any(identity => identity.AuthenticationType == IdentityConstants.ApplicationScheme);
        if (!byCookie || HttpMethods.IsGet(context.Request.Method) || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
            return await next(invocation);
        return Problems.Result(new Problem
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "The request is wrong",
            Code = "antiforgery",
            Detail = "A write with the browser's cookie needs the page's antiforgery token in the header RequestVerificationToken. Programs send an API token instead.",
        });
    }
}
