using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Import;

/// <summary>Public ids of policy and directory, of the database and of this import, with their surrogate ids.</summary>
internal sealed class Known
{
    public required Dictionary<string, int> Clients { get; init; }
    public required Dictionary<string, int> Users { get; init; }
    public required Dictionary<string, int> Groups { get; init; }
    public required Dictionary<string, int> Keys { get; init; }
    public required Dictionary<string, int> Profiles { get; init; }

    /// <summary>Sessions and sets of header names are interned: one row however many use it.</summary>
    public required Dictionary<string, int> Sessions { get; init; }
    public required Dictionary<string, int> NameSets { get; init; }

    public static async Task<Known> ReadAsync(DashboardDbContext db, CancellationToken cancellation) => new()
    {
        Clients = await db.McpClients.Select(row => new { row.ClientId, row.Id }).ToDictionaryAsync(row => row.ClientId, row => row.Id, cancellation),
        Users = await db.People.Select(row => new { row.PublicId, row.Id }).ToDictionaryAsync(row => row.PublicId, row => row.Id, cancellation),
        Groups = await db.Groups.Select(row => new { row.PublicId, row.Id }).ToDictionaryAsync(row => row.PublicId, row => row.Id, cancellation),
        Keys = await db.VirtualKeys.Select(row => new { row.PublicId, row.Id }).ToDictionaryAsync(row => row.PublicId, row => row.Id, cancellation),
        Profiles = await db.AccessProfiles.Select(row => new { row.PublicId, row.Id }).ToDictionaryAsync(row => row.PublicId, row => row.Id, cancellation),
        Sessions = await db.McpSessions.ToDictionaryAsync(row => row.SessionId, row => row.Id, cancellation),
        NameSets = await db.HeaderNameSets.AsNoTracking().ToDictionaryAsync(row => string.Join('\n', row.Names), row => row.Id, cancellation),
    };
}
