using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Names, dates and causes to rows of the list of all credentials: a statement for each kind of thing named, never one a row.</summary>
internal static class CredentialNames
{
    public static async Task<IReadOnlyList<CredentialItem>> OfAsync(DashboardDbContext db, IReadOnlyList<WalkedRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return [];
        int[] Ids(IdentityKind kind) => [.. rows.Where(row => row.IdentityKind == kind).Select(row => row.IdentityId).Distinct()];
        var (users, keys, sessions) = (Ids(IdentityKind.User), Ids(IdentityKind.VirtualKey), Ids(IdentityKind.Session));
        var who = await db.People.Where(user => users.Contains(user.Id)).Select(user => new { Kind = IdentityKind.User, user.Id, user.PublicId, Name = user.DisplayName })
            .Concat(db.VirtualKeys.Where(key => keys.Contains(key.Id)).Select(key => new { Kind = IdentityKind.VirtualKey, key.Id, key.PublicId, key.Name }))
            .Concat(db.McpSessions.Where(session => sessions.Contains(session.Id)).Select(session => new { Kind = IdentityKind.Session, session.Id, PublicId = session.SessionId, Name = session.SessionId }))
            .ToDictionaryAsync(row => (row.Kind, row.Id), cancellation);
        var ids = rows.Select(row => row.McpClientId).Distinct().ToArray();
        var clients = await db.McpClients.Where(client => ids.Contains(client.Id)).Select(client => new { client.Id, client.ClientId, client.Name })
            .ToDictionaryAsync(client => client.Id, cancellation);
        // What was deleted between two statements is not there any more.
        return await CredentialDetails.OfAsync(db, [.. rows
            .Where(row => clients.ContainsKey(row.McpClientId) && who.ContainsKey((row.IdentityKind, row.IdentityId)))
            .Select(row => new NamedRow
            {
                Kind = row.Kind,
                Id = row.Id,
                ClientId = clients[row.McpClientId].ClientId,
                ClientName = clients[row.McpClientId].Name,
                IdentityKind = row.IdentityKind,
                Who = who[(row.IdentityKind, row.IdentityId)].Name,
                WhoId = who[(row.IdentityKind, row.IdentityId)].PublicId,
                Status = row.Status,
            })], cancellation);
    }

    public static async Task<CredentialItem?> FindAsync(DashboardDbContext db, string publicId, CancellationToken cancellation)
    {
        if (await RowAsync(db, publicId, cancellation) is not { } row)
            return null;
        return (await OfAsync(db, [row], cancellation)) is [var item] ? item : null;
    }

    /// <summary>A credential, or a flow that is pending, by public id.</summary>
    public static async Task<WalkedRow?> RowAsync(DashboardDbContext db, string publicId, CancellationToken cancellation)
    {
        var (kind, id) = await FoundBySearch.RowAsync(db, publicId, cancellation);
        if (kind is not { } known)
            return null;
        var one = new CredentialSelection { Filter = new CredentialListFilter(), Now = DateTimeOffset.MinValue };
        return await CredentialArms.Rows(db, known, one, new WalkSegment(0, WalkOrder.Stored)).Where(row => row.Id == id).FirstOrDefaultAsync(cancellation);
    }
}
