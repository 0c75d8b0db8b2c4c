using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.SignIns;

/// <summary>Who is signed in, as a request or an open page asks.</summary>
/// <param name="Id">Of the sign-in.</param>
/// <param name="PublicId">Its id outside.</param>
/// <param name="AdminId">Of the account.</param>
/// <param name="UserName">Of the account.</param>
/// <param name="Role">What the account may do now.</param>
/// <param name="MadeAt">When the password was given first.</param>
/// <param name="LastSeenAt">To the minute.</param>
public sealed record SignedIn(int Id, string PublicId, string AdminId, string UserName, Role Role, DateTimeOffset MadeAt, DateTimeOffset LastSeenAt);

/// <summary>
/// Opens sign-ins and knows one by the secret of its cookie. There is no cache: one that is ended, or whose account has another password or
/// role, is over at once on every process and for every copy of the cookie.
/// </summary>
public sealed class SignInStore(IDbContextFactory<DashboardDbContext> contexts, Writes writes, SignInLimits limits, TimeProvider clock)
{
    private const int LongestAddress = 64;

    /// <summary>A new sign-in of an account whose password was just right, on record. Forgets those that were over long ago.</summary>
    /// <returns>When done, the secret of the cookie beside it.</returns>
    public Task<EditOutcome> OpenAsync(Admin admin, string? address, string browser, CancellationToken cancellation = default) => writes.EditAsync(Actor.Program, Role.Admin, async step =>
    {
        step.LeavesPolicy();
        step.As(new Actor(admin.UserName ?? "", admin.Role, Origin.Page, address) { Id = admin.Id });
        return new EditOutcome.Done(admin.Id, await OpenAsync(step, admin, "password", address, browser, cancellation));
    }, cancellation);

    /// <summary>The same as a part of another write.</summary>
    /// <param name="step">That write.</param>
    /// <param name="admin">Whose sign-in it is.</param>
    /// <param name="method">How they showed who they are, for the record.</param>
    /// <param name="address">Where from.</param>
    /// <param name="browser">With what.</param>
    /// <param name="cancellation">Cancels before it is written.</param>
    /// <returns>The secret of the cookie.</returns>
    public async Task<string> OpenAsync(WriteStep step, Admin admin, string method, string? address, string browser, CancellationToken cancellation = default)
    {
        var (db, now, secret) = (step.Db, step.Now, SecretHash.NewSecret());
        var forgotten = now - limits.Longest - SignInLimits.Kept;
        await db.SignIns.Where(row => row.MadeAt < forgotten).ExecuteDeleteAsync(cancellation);
        db.SignIns.Add(new SignIn
        {
            PublicId = Ids.New("signin"),
            Hash = SecretHash.Of(secret),
            AdminId = admin.Id,
            Stamp = admin.SecurityStamp ?? "",
            MadeAt = now,
            LastSeenAt = now,
            PasswordAt = now,
            Address = address is { Length: > LongestAddress } ? address[..LongestAddress] : address,
            Browser = browser,
        });
        await db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.SignedIn, null, admin.Id, admin.UserName).With(("method", null, method)));
        return secret;
    }

    /// <summary>Who the holder of <paramref name="secret"/> is; null: nobody any more. Found by its hash, so that no comparison tells how near a guess was.</summary>
    public async Task<SignedIn?> KnowAsync(string secret, CancellationToken cancellation = default)
    {
        var hash = SecretHash.Of(secret);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Open(db).Where(pair => pair.SignIn.Hash == hash)
            .Select(pair => new SignedIn(pair.SignIn.Id, pair.SignIn.PublicId, pair.Admin.Id, pair.Admin.UserName!, pair.Admin.Role, pair.SignIn.MadeAt, pair.SignIn.LastSeenAt))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Those of <paramref name="ids"/> that still count.</summary>
    public async Task<IReadOnlySet<int>> StandingAsync(IReadOnlyCollection<int> ids, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Open(db).Where(pair => ids.Contains(pair.SignIn.Id)).Select(pair => pair.SignIn.Id).ToHashSetAsync(cancellation);
    }

    /// <summary>When the password was given last; null: it does not count any more.</summary>
    public async Task<DateTimeOffset?> PasswordAtAsync(int id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Open(db).Where(pair => pair.SignIn.Id == id).Select(pair => (DateTimeOffset?)pair.SignIn.PasswordAt).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The password was given again.</summary>
    public Task<EditOutcome> GiveAgainAsync(int id, CancellationToken cancellation = default) => WriteAsync(async step =>
    {
        var now = step.Now;
        await step.Db.SignIns.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordAt, now), cancellation);
        return new EditOutcome.Done("");
    }, cancellation);

    /// <summary>Notes when a sign-in was seen last; a time before the one on record changes nothing.</summary>
    /// <returns>Done, or why it could not be noted.</returns>
    public Task<EditOutcome> SeenAsync(int id, DateTimeOffset at, CancellationToken cancellation = default) => WriteAsync(async step =>
    {
        await step.Db.SignIns.Where(row => row.Id == id && row.LastSeenAt < at).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, at), cancellation);
        return new EditOutcome.Done("");
    }, cancellation);

    private Task<EditOutcome> WriteAsync(Func<WriteStep, Task<EditOutcome>> write, CancellationToken cancellation) => writes.EditAsync(Actor.Program, Role.Admin, step =>
    {
        step.OffRecord("When somebody was seen, or gave their password again, is no event.");
        step.LeavesPolicy();
        return write(step);
    }, cancellation);

    private IQueryable<SignInPair> Open(DashboardDbContext db) => db.OpenSignIns(limits.IsOpen(clock.GetUtcNow()));
}
