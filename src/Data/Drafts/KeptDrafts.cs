using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Drafts;

/// <summary>Keeps edits in progress. A draft decides nothing and is no change: it is on no record, and what it may do is asked at its commit.</summary>
public sealed class KeptDrafts(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>How long a draft is kept that nobody touches.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>The drafts of an account, latest first.</summary>
    public async Task<IReadOnlyList<KeptDraft>> OfAsync(string accountId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var since = clock.GetUtcNow() - Lifetime;
        return await db.Drafts.AsNoTracking().Where(draft => draft.AccountId == accountId && draft.KeptAt >= since)
            .OrderByDescending(draft => draft.KeptAt).ToArrayAsync(cancellation);
    }

    /// <summary>Keeps a draft as it is now, in place of what was kept of it before.</summary>
    /// <returns>When it was kept.</returns>
    public async Task<DateTimeOffset> KeepAsync(string accountId, string subject, string title, string content, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var draft = await db.Drafts.SingleOrDefaultAsync(kept => kept.AccountId == accountId && kept.Subject == subject, cancellation);
        if (draft is null)
            db.Drafts.Add(draft = new KeptDraft { AccountId = accountId, Subject = subject, Title = title, Content = content });
        (draft.Title, draft.Content, draft.KeptAt, draft.Committing, draft.CommittingSince) = (title, content, now, null, null);
        await db.SaveChangesAsync(cancellation);
        return now;
    }

    /// <summary>Notes that the commit of a plan is on its way (null: it was answered), so that a page that never hears of it can ask.</summary>
    public async Task MarkAsync(string accountId, string subject, string? fingerprint, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        DateTimeOffset? since = fingerprint is null ? null : clock.GetUtcNow();
        await db.Drafts.Where(draft => draft.AccountId == accountId && draft.Subject == subject)
            .ExecuteUpdateAsync(set => set.SetProperty(draft => draft.Committing, fingerprint).SetProperty(draft => draft.CommittingSince, since), cancellation);
    }

    /// <summary>Ends a draft: it was committed or discarded.</summary>
    public async Task EndAsync(string accountId, string subject, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Drafts.Where(draft => draft.AccountId == accountId && draft.Subject == subject).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Ends the drafts that nobody touched for <see cref="Lifetime"/>.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var since = clock.GetUtcNow() - Lifetime;
        return await db.Drafts.Where(draft => draft.KeptAt < since).ExecuteDeleteAsync(cancellation);
    }
}
