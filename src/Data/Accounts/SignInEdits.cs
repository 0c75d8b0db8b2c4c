using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Accounts;

/// <summary>Ends sign-ins. Who may end whose is asked before.</summary>
public sealed class SignInEdits(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>Somebody ended these, or all of somebody's: their open pages want to know at once.</summary>
    public event Action? Ended;

    /// <summary>Ends one from now on, everywhere. One that is over already counts as ended.</summary>
    /// <param name="publicId">The sign-in.</param>
    /// <param name="adminId">Only where it is this account's; null: anybody's.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> EndAsync(string publicId, string? adminId = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var named = db.SignIns.Where(row => row.PublicId == publicId && (adminId == null || row.AdminId == adminId));
        if (!await named.AnyAsync(cancellation))
            return new EditOutcome.Gone();
        await EndAsync(named, cancellation);
        return new EditOutcome.Done(publicId);
    }

    /// <summary>Ends all of an account's, or everybody's; how many were open.</summary>
    /// <param name="adminId">The account; null: every account.</param>
    /// <param name="but">This one stays; null: none does.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<int> EndAllAsync(string? adminId, int? but = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await EndAsync(db.SignIns.Where(row => (adminId == null || row.AdminId == adminId) && row.Id != but), cancellation);
    }

    private async Task<int> EndAsync(IQueryable<SignIn> which, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var ended = await which.Where(row => row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellation);
        if (ended > 0)
            Tell();
        return ended;
    }

    /// <summary>An account is gone, and its sign-ins with it.</summary>
    public void Tell() => Ended?.Invoke();
}
