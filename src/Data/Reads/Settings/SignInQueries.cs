using Gatehouse.Data.Accounts;
using Gatehouse.Data.SignIns;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Settings;

/// <summary>Who is signed in where. Never what their cookies hold.</summary>
public sealed class SignInQueries(IDbContextFactory<DashboardDbContext> contexts, SignInLimits limits, TimeProvider clock)
{
    /// <summary>A page of those that count now.</summary>
    public async Task<Paged<SignInItem>> ListAsync(SignInFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Filtered(db.OpenSignIns(limits.IsOpen(clock.GetUtcNow())), filter);
        var total = await rows.CountAsync(cancellation);
        var page = await Ordered(rows, filter).PageAsync(window, cancellation);
        return new([.. Items(page.Rows.AsQueryable())], total) { Next = page.Next };
    }

    /// <summary>One that counts now; null: there is none of that id.</summary>
    public async Task<SignInItem?> FindAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Items(db.OpenSignIns(limits.IsOpen(clock.GetUtcNow())).Where(pair => pair.SignIn.PublicId == id)).FirstOrDefaultAsync(cancellation);
    }

    private static IQueryable<SignInItem> Items(IQueryable<SignInPair> rows) => rows.Select(pair => new SignInItem(
        pair.SignIn.PublicId, pair.Admin.UserName!, pair.SignIn.Browser, pair.SignIn.Address, pair.SignIn.MadeAt, pair.SignIn.LastSeenAt, pair.SignIn.PasswordAt));

    private static IQueryable<SignInPair> Filtered(IQueryable<SignInPair> rows, SignInFilter filter)
    {
        if (filter.AdminId is { } account)
            rows = rows.Where(pair => pair.Admin.Id == account);
        if (string.IsNullOrWhiteSpace(filter.Search))
            return rows;
        var part = Folding.Fold(filter.Search.Trim());
        return rows.Where(pair => Folding.Fold(pair.Admin.UserName!).Contains(part) || pair.SignIn.Address!.Contains(part) || Folding.Fold(pair.SignIn.Browser).Contains(part));
    }

    private static IQueryable<SignInPair> Ordered(IQueryable<SignInPair> rows, SignInFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (SignInSort.Account, false) => rows.OrderBy(pair => Folding.Fold(pair.Admin.UserName!)).ThenBy(pair => pair.SignIn.Id),
        (SignInSort.Account, true) => rows.OrderByDescending(pair => Folding.Fold(pair.Admin.UserName!)).ThenBy(pair => pair.SignIn.Id),
        (SignInSort.Made, false) => rows.OrderBy(pair => pair.SignIn.MadeAt).ThenBy(pair => pair.SignIn.Id),
        (SignInSort.Made, true) => rows.OrderByDescending(pair => pair.SignIn.MadeAt).ThenBy(pair => pair.SignIn.Id),
        (_, false) => rows.OrderBy(pair => pair.SignIn.LastSeenAt).ThenBy(pair => pair.SignIn.Id),
        _ => rows.OrderByDescending(pair => pair.SignIn.LastSeenAt).ThenByDescending(pair => pair.SignIn.Id),
    };
}
