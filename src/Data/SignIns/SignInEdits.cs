using System.Globalization;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.SignIns;

/// <summary>Ends sign-ins. Anybody may end their own; those of others are an admin's to end.</summary>
public sealed class SignInEdits(Writes writes)
{
    /// <summary>Somebody ended these, or all of somebody's: their open pages want to know at once.</summary>
    public event Action? Ended;

    /// <summary>Ends one from now on, everywhere. One that is over already counts as ended.</summary>
    /// <param name="actor">Who ends it.</param>
    /// <param name="publicId">The sign-in.</param>
    /// <param name="adminId">Only where it is this account's; null: anybody's.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> EndAsync(Actor actor, string publicId, string? adminId = null, CancellationToken cancellation = default) =>
        WriteAsync(actor, adminId, async step =>
        {
            var named = step.Db.SignIns.Where(row => row.PublicId == publicId && (adminId == null || row.AdminId == adminId));
            if (await named.Join(step.Db.Users, row => row.AdminId, account => account.Id, (row, account) => new { row.Id, account.UserName }).FirstOrDefaultAsync(cancellation) is not { } found)
                return null;
            var action = found.Id == actor.SignInId ? RecordAction.SignedOut : RecordAction.SignInEnded;
            return (await EndAsync(step, named, new RecordEntry(action, null, publicId, found.UserName), cancellation), publicId);
        }, cancellation);

    /// <summary>Ends all of an account's, or everybody's.</summary>
    /// <param name="actor">Who ends them.</param>
    /// <param name="adminId">The account; null: every account.</param>
    /// <param name="but">This one stays; null: none does.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    /// <returns>When done, how many were open, as the id.</returns>
    public Task<EditOutcome> EndAllAsync(Actor actor, string? adminId, int? but = null, CancellationToken cancellation = default) =>
        WriteAsync(actor, adminId, async step =>
        {
            var ended = await EndAllAsync(step, adminId, but, cancellation);
            return (ended, ended.ToString(CultureInfo.InvariantCulture));
        }, cancellation);

    /// <summary>The same inside a transaction of somebody else's, who tells it (<see cref="Tell"/>) once that is kept.</summary>
    public static async Task<int> EndAllAsync(WriteStep step, string? adminId, int? but, CancellationToken cancellation)
    {
        var userName = adminId is null ? null : await step.Db.Users.Where(account => account.Id == adminId).Select(account => account.UserName).FirstOrDefaultAsync(cancellation);
        return await EndAsync(
            step, step.Db.SignIns.Where(row => (adminId == null || row.AdminId == adminId) && row.Id != but),
            new RecordEntry(RecordAction.SignInsEnded, null, adminId, userName ?? "everybody"), cancellation);
    }

    /// <summary>Sign-ins are over.</summary>
    public void Tell() => Ended?.Invoke();

    /// <param name="actor">Who ends them.</param>
    /// <param name="adminId">The account whose they are; null: anybody's.</param>
    /// <param name="end">Ends them: how many, and what the answer names; null: there is no such sign-in.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    private async Task<EditOutcome> WriteAsync(Actor actor, string? adminId, Func<WriteStep, Task<(int Ended, string Named)?>> end, CancellationToken cancellation)
    {
        var ended = 0;
        var outcome = await writes.EditAsync(actor, adminId is not null && adminId == actor.Id ? Role.Viewer : Role.Admin, async step =>
        {
            if (await end(step) is not { } written)
                return new EditOutcome.Gone();
            ended = written.Ended;
            return new EditOutcome.Done(written.Named);
        }, cancellation);
        if (outcome is EditOutcome.Done && ended > 0)
            Tell();
        return outcome;
    }

    private static async Task<int> EndAsync(WriteStep step, IQueryable<SignIn> which, RecordEntry entry, CancellationToken cancellation)
    {
        DateTimeOffset? now = step.Now;
        var ended = await which.Where(row => row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellation);
        if (ended > 0)
            step.Record(entry.With(("sign_ins", null, ended.ToString(CultureInfo.InvariantCulture))));
        else
            step.OffRecord("None was open.");
        step.LeavesPolicy();
        return ended;
    }
}
