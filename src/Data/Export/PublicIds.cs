using Gatehouse.Data.Credentials;
using Gatehouse.Data.Import;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Export;

/// <summary>Public ids by surrogate id, for the rows that refer to them.</summary>
internal sealed record PublicIds(
    IReadOnlyDictionary<int, string> Clients, IReadOnlyDictionary<int, string> Users, IReadOnlyDictionary<int, string> Groups, IReadOnlyDictionary<int, string> Keys,
    IReadOnlyDictionary<int, string> Sessions)
{
    public static async Task<PublicIds> ReadAsync(DashboardDbContext db, CancellationToken cancellation) => new(
        await db.McpClients.Select(row => new { row.Id, row.ClientId }).ToDictionaryAsync(row => row.Id, row => row.ClientId, cancellation),
        await db.People.Select(row => new { row.Id, row.PublicId }).ToDictionaryAsync(row => row.Id, row => row.PublicId, cancellation),
        await db.Groups.Select(row => new { row.Id, row.PublicId }).ToDictionaryAsync(row => row.Id, row => row.PublicId, cancellation),
        await db.VirtualKeys.Select(row => new { row.Id, row.PublicId }).ToDictionaryAsync(row => row.Id, row => row.PublicId, cancellation),
        await db.McpSessions.Select(row => new { row.Id, row.SessionId }).ToDictionaryAsync(row => row.Id, row => row.SessionId, cancellation));

    /// <summary>The row with what every credential and flow has: its id, whom it is keyed by, what it is for.</summary>
    public T Keyed<T>(T row, string id, IdentityKeyed stored) where T : KeyedRow => (T)(row with
    {
        Id = id,
        McpClientId = Clients[stored.McpClientId],
        VirtualKeyId = stored.IdentityKind == IdentityKind.VirtualKey ? Keys[stored.IdentityId] : null,
        UserId = stored.IdentityKind == IdentityKind.User ? Users[stored.IdentityId] : null,
        SessionId = stored.IdentityKind == IdentityKind.Session ? Sessions[stored.IdentityId] : null,
        CreatedAt = stored.CreatedAt,
    });

    /// <summary>As Bifrost says it.</summary>
    public static string Mode(IdentityKind kind) => kind switch
    {
        IdentityKind.VirtualKey => "vk",
        IdentityKind.User => "user",
        _ => "session",
    };
}
