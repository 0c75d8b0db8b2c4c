using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>Public ids of the rows of a page, where they are still stored: one query per kind that is on it.</summary>
internal static class CredentialIds
{
    public static async Task<IReadOnlyList<MovedRow>> AddAsync(DashboardDbContext db, MovedRow[] page, CancellationToken cancellation)
    {
        var found = new Dictionary<(CredentialKind, long), string>();
        foreach (var kind in page.GroupBy(row => row.Kind, row => row.CredentialId))
        {
            foreach (var row in await CredentialFacts.Of(kind.Key).On(db, new PublicIds([.. kind])).ToArrayAsync(cancellation))
                found[(kind.Key, row.Id)] = row.PublicId;
        }
        return [.. page.Select(row => row with { Id = found.GetValueOrDefault((row.Kind, row.CredentialId)) })];
    }

    private sealed class PublicIds(long[] ids) : ICredentialUse<IQueryable<KnownCredential>>
    {
        public IQueryable<KnownCredential> Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential => known.Where(row => ids.Contains(row.Id));

        public IQueryable<KnownCredential> Flows<T>(IQueryable<T> rows) where T : Flow =>
            rows.Where(row => ids.Contains(row.Id)).Select(row => new KnownCredential { Id = row.Id, PublicId = row.PublicId });
    }
}
