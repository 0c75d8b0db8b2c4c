using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Credentials;

/// <summary>Surrogate ids of the clustered tables, given in the write transaction.</summary>
internal static class Surrogate
{
    /// <summary>
    /// Above the highest there is, and not below the clock: the id of a row that was deleted is on the record of its change, and
    /// must not come back as another's.
    /// </summary>
    public static async Task<long> NextAsync<T>(IQueryable<T> rows, DateTimeOffset now, CancellationToken cancellation) where T : IdentityKeyed =>
        Math.Max((await rows.MaxAsync(row => (long?)row.Id, cancellation) ?? 0) + 1, now.ToUnixTimeMilliseconds());
}
