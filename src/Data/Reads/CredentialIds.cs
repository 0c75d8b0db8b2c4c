using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads;

/// <summary>Public ids of the rows of a page, where they are still stored: one query per kind that is on it.</summary>
internal static class CredentialIds
{
    public static async Task<IReadOnlyList<MovedRow>> AddAsync(DashboardDbContext db, MovedRow[] page, CancellationToken cancellation)
    {
        var found = new Dictionary<(CredentialKind, long), string>();
        foreach (var kind in page.GroupBy(row => row.Kind, row => row.CredentialId))
        {
            var ids = kind.ToArray();
            var named = kind.Key switch
            {
                CredentialKind.OAuthToken => db.OAuthTokenSecrets.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.PublicId }),
                CredentialKind.HeaderCredential => db.HeaderCredentialSecrets.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.PublicId }),
                CredentialKind.OAuthFlow => db.OAuthFlows.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.PublicId }),
                _ => db.HeaderFlows.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.PublicId }),
            };
            foreach (var row in await named.ToArrayAsync(cancellation))
                found[(kind.Key, row.Id)] = row.PublicId;
        }
        return [.. page.Select(row => row with { Id = found.GetValueOrDefault((row.Kind, row.CredentialId)) })];
    }
}
