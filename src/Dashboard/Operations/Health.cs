using Gatehouse.Dashboard.Security;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Whether the program lives, and whether it can serve: that it can is found out by reading and by writing.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "live").AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(IDbContextFactory<DashboardDbContext> contexts, CancellationToken cancellation)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            _ = await db.StoredSettings.AnyAsync(cancellation);
            await Engine.Of(db).ProbeAsync(db, cancellation);
        }
        catch (Exception error) when (Engine.Default.FaultOf(error) is { } fault)
        {
            return Results.Text(fault is StoreFault.Storage(var storage) ? WriteWords.Of(storage) : "The database does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        return Results.Ok("ready");
    }
}
