using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>The only place that changes the orphan mark of stored credentials (a house rule holds it here).</summary>
internal static class OrphanMark
{
    /// <summary>Sets the mark where it is not set, takes it where it is: moving rows are exactly those whose mark is wrong.</summary>
    public static Task<int> FlipAsync<T>(IQueryable<T> moving, long changeId, DateTimeOffset at, CancellationToken cancellation)
        where T : Credential
    {
        DateTimeOffset? mark = at;
        long? change = changeId;
        return moving.ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.OrphanedByChangeId, row => row.OrphanedAt == null ? change : null)
                .SetProperty(row => row.OrphanedAt, row => row.OrphanedAt == null ? mark : null),
            cancellation);
    }
}
