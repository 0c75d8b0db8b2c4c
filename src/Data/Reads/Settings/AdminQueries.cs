using Gatehouse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Settings;

/// <summary>Somebody who signs in to Gatehouse itself, as the Settings page shows them.</summary>
/// <param name="Id">Their id.</param>
/// <param name="UserName">What they sign in with.</param>
/// <param name="DisplayName">Null: none.</param>
/// <param name="Role">What they may do.</param>
/// <param name="HasPassword">False: the link they were given is not used yet.</param>
public sealed record AdminItem(string Id, string UserName, string? DisplayName, Role Role, bool HasPassword);

/// <summary>Those who sign in to Gatehouse itself. They are few: all are read at once.</summary>
public sealed class AdminQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>All of them by user name, or those whose name holds <paramref name="search"/>.</summary>
    public async Task<IReadOnlyList<AdminItem>> ListAsync(string? search = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Admin> rows = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var part = Folding.Fold(search.Trim());
            rows = rows.Where(admin => Folding.Fold(admin.UserName!).Contains(part) || Folding.Fold(admin.DisplayName!).Contains(part));
        }
        return await rows.OrderBy(admin => Folding.Fold(admin.UserName!)).ThenBy(admin => admin.Id)
            .Select(admin => new AdminItem(
                admin.Id, admin.UserName!, admin.DisplayName, admin.Role, admin.PasswordHash != null))
            .ToArrayAsync(cancellation);
    }
}
