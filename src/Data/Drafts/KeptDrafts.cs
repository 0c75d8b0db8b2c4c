using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Drafts;

/// <summary>Keeps edits in progress. A draft decides nothing and is no change: it is on no record, and what it may do is asked at its commit.</summary>
public sealed class KeptDrafts(IDbContextFactory<DashboardDbContext> contexts, Writes writes, TimeProvider clock)
{
    /// <summary>How long a draft is kept that nobody touches.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>The longest draft that is kept: each click writes it whole.</summary>
    public const int MostCharacters = 2 << 20;

    /// <summary>The drafts of an account, latest first.</summary>
    public async Task<IReadOnlyList<KeptDraft>> OfAsync(string accountId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var since = clock.GetUtcNow() - Lifetime;
        return await db.Drafts.AsNoTracking().Where(draft => draft.AccountId == accountId && draft.KeptAt >= since)
            .OrderByDescending(draft => draft.KeptAt).ToArrayAsync(cancellation);
    }

    /// <summary>Keeps a draft as it is now, in place of what was kept of it before.</summary>
    /// <returns>When it was kept; null: it could not be, or it is longer than <see cref="MostCharacters"/>; then nothing of it is kept, what was kept before neither.</returns>
    public async Task<DateTimeOffset?> KeepAsync(string accountId, string subject, string title, string content, CancellationToken cancellation = default) =>
        (await WriteAsync(async step =>
        {
            if (content.Length > MostCharacters)
            {
                await step.Db.Drafts.Where(kept => kept.AccountId == accountId && kept.Subject == subject).ExecuteDeleteAsync(cancellation);
                return null;
            }
            var draft = await step.Db.Drafts.SingleOrDefaultAsync(kept => kept.AccountId == accountId && kept.Subject == subject, cancellation);
            if (draft is null)
                step.Db.Drafts.Add(draft = new KeptDraft { AccountId = accountId, Subject = subject, Title = title, Content = content });
            (draft.Title, draft.Content, draft.KeptAt, draft.Committing, draft.CommittingSince) = (title, content, step.Now, null, null);
            await step.Db.SaveChangesAsync(cancellation);
            return (DateTimeOffset?)step.Now;
        }, cancellation)).Value;

    /// <summary>Notes that the commit of a plan is on its way (null: it was answered), so that a page that never hears of it can ask.</summary>
    /// <returns>False: it could not be noted.</returns>
    public async Task<bool> MarkAsync(string accountId, string subject, string? fingerprint, CancellationToken cancellation = default) =>
        (await WriteAsync(step => MarkAsync(step, accountId, subject, fingerprint, cancellation), cancellation)).IsWritten;

    /// <summary>The same in a transaction that is open: a commit that lands is noted with it, though it could not be noted before.</summary>
    public static Task<int> MarkAsync(WriteStep step, string accountId, string subject, string? fingerprint, CancellationToken cancellation = default)
    {
        DateTimeOffset? since = fingerprint is null ? null : step.Now;
        return step.Db.Drafts.Where(draft => draft.AccountId == accountId && draft.Subject == subject)
            .ExecuteUpdateAsync(set => set.SetProperty(draft => draft.Committing, fingerprint).SetProperty(draft => draft.CommittingSince, since), cancellation);
    }

    /// <summary>Ends a draft: it was committed or discarded.</summary>
    /// <returns>False: it could not be ended.</returns>
    public async Task<bool> EndAsync(string accountId, string subject, CancellationToken cancellation = default) => (await WriteAsync(
        step => step.Db.Drafts.Where(draft => draft.AccountId == accountId && draft.Subject == subject).ExecuteDeleteAsync(cancellation), cancellation)).IsWritten;

    /// <summary>Ends the drafts that nobody touched for <see cref="Lifetime"/>; how many.</summary>
    /// <param name="now">The time that was seen to pass: a clock that jumps ahead ends no draft.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var since = now - Lifetime;
        // Looked for before it is written: a sweep that finds nothing takes no write lock.
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
            if (!await db.Drafts.AnyAsync(draft => draft.KeptAt < since, cancellation))
                return 0;
        return (await WriteAsync(step => step.Db.Drafts.Where(draft => draft.KeptAt < since).ExecuteDeleteAsync(cancellation), cancellation)).Value;
    }

    private async Task<(bool IsWritten, T? Value)> WriteAsync<T>(Func<WriteStep, Task<T>> write, CancellationToken cancellation) =>
        await writes.RunAsync(Actor.Program, Role.Admin, async step =>
        {
            step.OffRecord("A draft decides nothing.");
            step.LeavesPolicy();
            return Written.Kept(await write(step));
        }, cancellation) is WriteResult<T>.Done done ? (true, done.Value) : (false, default);
}
