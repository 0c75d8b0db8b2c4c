using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>The latest change that named an object; a key or a client is named by its grants too.</summary>
internal static class LastEdits
{
    public static Task<EditedBy?> OfAsync(DashboardDbContext db, ObjectKind kind, int id, CancellationToken cancellation)
    {
        var named = db.ChangedObjects.Where(row => row.Kind == kind && row.ObjectId == id).Select(row => row.ChangeId);
        var touched = kind switch
        {
            ObjectKind.VirtualKey => named.Concat(db.ChangedGrants.Where(row => row.VirtualKeyId == id).Select(row => row.ChangeId)),
            ObjectKind.McpClient => named.Concat(db.ChangedGrants.Where(row => row.McpClientId == id).Select(row => row.ChangeId)),
            _ => named,
        };
        return db.Changes.Where(change => change.Id == touched.Max())
            .Select(change => new EditedBy(change.Id, change.Actor, change.CommittedAt)).FirstOrDefaultAsync(cancellation);
    }
}
