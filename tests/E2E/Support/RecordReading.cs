using Gatehouse.Data;
using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>What stands on the record of a server.</summary>
public static class RecordReading
{
    /// <summary>Where the record ends now.</summary>
    public static async Task<long> RecordEndAsync(this DashboardServer server)
    {
        await using var db = await server.ContextAsync();
        return await db.RecordLinks.MaxAsync(link => (long?)link.Number) ?? 0;
    }

    /// <summary>The events behind an entry, oldest first.</summary>
    public static async Task<IReadOnlyList<Event>> EventsAsync(this DashboardServer server, long after = 0)
    {
        await using var db = await server.ContextAsync();
        return await db.Events.AsNoTracking().Where(entry => entry.Id > after).OrderBy(entry => entry.Id).ToArrayAsync();
    }

    /// <summary>The changes behind an entry, oldest first.</summary>
    public static async Task<IReadOnlyList<Change>> ChangesAsync(this DashboardServer server, long after = 0)
    {
        await using var db = await server.ContextAsync();
        var made = db.RecordLinks.Where(link => link.Number > after && link.ChangeId != null).Select(link => link.ChangeId);
        return await db.Changes.AsNoTracking().Where(change => made.Contains(change.Id)).OrderBy(change => change.Id).ToArrayAsync();
    }

    /// <summary>No entry holds one of these.</summary>
    public static async Task HoldsNoSecretAsync(this DashboardServer server, params string[] secrets)
    {
        foreach (var entry in await server.EventsAsync())
            Assert.DoesNotContain(secrets, secret => $"{entry.ObjectId} {entry.ObjectName} {entry.Before} {entry.After} {entry.Search}".Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static Task<DashboardDbContext> ContextAsync(this DashboardServer server) => server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync();
}
