using Gatehouse.Dashboard.Commands;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Operations;

/// <summary>What happens between the settings and the first request.</summary>
internal static class Start
{
    /// <exception cref="SettingException">A setting is wrong, or the database cannot be opened.</exception>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await app.Services.PrepareAsync();
        await app.Services.GetRequiredService<ClientSecretUpgrade>().RunAsync();
        await SampleAtStart.LoadAsync(app.Services);
        await app.Services.AddConfiguredAdminAsync();
    }

    /// <summary>Brings the schema up to date; refuses a newer one and files that are no database of ours.</summary>
    public static async Task MigrateAsync(this IServiceProvider services)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<DashboardDbContext>>();
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            var known = db.Database.GetMigrations().ToHashSet();
            if ((await db.Database.GetAppliedMigrationsAsync()).FirstOrDefault(applied => !known.Contains(applied)) is { } newer)
                throw new SettingException($"Database:ConnectionString names a database of a newer version (it has {newer}). Start that version, or name another file.");
            await db.Database.MigrateAsync();
        }
        catch (Exception error) when (error is not SettingException && Engine.Default.FaultOf(error) is not null)
        {
            throw new SettingException($"Database:ConnectionString names a file that cannot be used: {error.Message}");
        }
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "live").AllowAnonymous();
        app.MapGet("/health/ready", async (IDbContextFactory<DashboardDbContext> contexts, CancellationToken cancellation) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            return await db.Database.CanConnectAsync(cancellation) ? Results.Ok("ready") : Results.StatusCode(503);
        }).AllowAnonymous();
    }
}
