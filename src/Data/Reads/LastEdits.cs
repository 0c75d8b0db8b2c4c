using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads;

/// <summary>The latest change that named an object.</summary>
internal static class LastEdits
{
    public static async Task<EditedBy?> OfAsync(DashboardDbContext db, ObjectKind kind, int id, CancellationToken cancellation) => await (
        from named in db.ChangedObjects
        where named.Kind == kind && named.ObjectId == id
        orderby named.ChangeId descending
        join change in db.Changes on named.ChangeId equals change.Id
        select new EditedBy(change.Id, change.Actor, change.CommittedAt)).FirstOrDefaultAsync(cancellation);
}
