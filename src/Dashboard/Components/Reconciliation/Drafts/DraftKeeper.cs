using System.Text.Json;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Drafts;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>
/// Keeps the edits of one circuit on the server, a second after the last click or at once when the circuit ends, and ends what is kept when an edit is
/// committed or discarded. A page that cannot keep an edit goes on; it only does not claim that it is kept.
/// </summary>
public sealed class DraftKeeper(KeptDrafts drafts, LandedCommits landed, TimeProvider clock, Failures failures) : IDisposable
{
    /// <summary>How long an admin pauses before an edit is kept.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Confirmations and deletes are not edits in progress: they are asked for anew.
    private static readonly string[] NotKept = ["delete:", "revoke:", "undo:", "repair"];

    private readonly CancellationTokenSource leaving = new();
    private CancellationToken left;
    private readonly Dictionary<string, string> texts = [];
    private readonly Dictionary<string, string?> wanted = [];
    private string? account;

    /// <summary>What is kept for an account, and what became of commits whose answer an earlier page never had.</summary>
    public async Task<(IReadOnlyList<TakenUp> Drafts, IReadOnlyList<LostAnswer> Lost)> TakeUpAsync(string? accountId)
    {
        (account, left) = (accountId, leaving.Token);
        var taken = new List<TakenUp>();
        var lost = new List<LostAnswer>();
        var done = new List<string>();
        if (account is null)
            return (taken, lost);
        try
        {
            foreach (var kept in await drafts.OfAsync(account, left))
            {
                if (kept is { Committing: { } fingerprint, CommittingSince: { } since })
                {
                    var came = await landed.FindAsync(fingerprint, since, left);
                    lost.Add(new LostAnswer(kept.Title, came));
                    if (came is LandedCommit.Landed)
                        done.Add(kept.Subject);
                    if (came is not LandedCommit.DidNotLand)
                        continue;
                    await drafts.MarkAsync(account, kept.Subject, null, left);
                }
                texts[kept.Subject] = kept.Content;
                if (Read(kept.Content) is { } edit)
                    taken.Add(new TakenUp(kept.Subject, kept.Title, edit, kept.KeptAt));
            }
            // What was picked for an edit that landed is done with it.
            foreach (var subject in done.Concat(texts.Keys.Where(text => done.Any(landed => text.StartsWith($"{landed}:", StringComparison.Ordinal)))).ToArray())
            {
                texts.Remove(subject);
                await drafts.EndAsync(account, subject, left);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failures.Report(error);
        }
        return (taken, lost);
    }

    /// <summary>From now on keeps this draft.</summary>
    public void Keep(string subject, Draft draft)
    {
        if (NotKept.Any(start => subject.StartsWith(start, StringComparison.Ordinal)))
            return;
        Edit? known = null;
        // Of a commit whose page is gone the answer is not taken: the next page asks for it, and tells it.
        draft.OnCommitting = fingerprint => TryAsync(id => drafts.MarkAsync(id, subject, fingerprint, fingerprint is null ? left : CancellationToken.None));
        draft.OnLanding = (step, fingerprint) => account is { } id ? KeptDrafts.MarkAsync(step, id, subject, fingerprint) : Task.CompletedTask;
        draft.Changed += () =>
        {
            var now = draft.IsOpen ? draft.Edit : null;
            if (now == known)
                return Task.CompletedTask;
            known = now;
            _ = now is null ? EndAsync() : KeepAsync(now);
            return Task.CompletedTask;
        };

        Task EndAsync()
        {
            draft.KeptAt = null;
            var isDiscarded = draft.Edit is null;
            return TryAsync(id => drafts.EndAsync(id, subject, isDiscarded ? CancellationToken.None : left));
        }

        async Task KeepAsync(Edit edit)
        {
            // What stands there already is kept: it was taken up.
            if (draft.TakenUpFrom is not null && draft.KeptAt == draft.TakenUpFrom)
                return;
            draft.KeptAt = null;
            await PauseAsync();
            // Of two clicks in a second the later one is kept.
            if (known != edit)
                return;
            await TryAsync(async id => draft.KeptAt = await drafts.KeepAsync(id, subject, draft.Title, JsonSerializer.Serialize(edit, DataJson.Options)));
            if (!left.IsCancellationRequested)
                await draft.TellAsync();
        }
    }

    /// <summary>What was kept under a subject when the circuit began.</summary>
    public string? Text(string subject) => texts.GetValueOrDefault(subject);

    /// <summary>Keeps what was picked for an edit that is not one yet; null: nothing is picked any more.</summary>
    public void KeepText(string subject, string title, string? content)
    {
        wanted[subject] = content;
        _ = TryAsync(async id =>
        {
            await PauseAsync();
            // Of several picks in a second the last one is kept.
            if (!ReferenceEquals(wanted[subject], content))
                return;
            if (content is null)
                await drafts.EndAsync(id, subject);
            else
                await drafts.KeepAsync(id, subject, title, content);
        });
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <summary>Waits for a pause of the admin; the end of the circuit is one.</summary>
    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(Pause, clock, left);
        }
        catch (OperationCanceledException)
        {
            // There are no more clicks.
        }
    }

    private async Task TryAsync(Func<string, Task> step)
    {
        if (account is null)
            return;
        try
        {
            await step(account);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failures.Report(error);
        }
        catch (OperationCanceledException)
        {
            // The circuit ended.
        }
    }

    // An edit of another version of the program may not be readable any more: it is not taken up.
    private static Edit? Read(string content)
    {
        try
        {
            return JsonSerializer.Deserialize<Edit>(content, DataJson.Options);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>A draft that was kept, and when.</summary>
public sealed record TakenUp(string Subject, string Title, Edit Edit, DateTimeOffset KeptAt);

/// <summary>What became of a commit that an earlier page sent and never heard of.</summary>
public sealed record LostAnswer(string Title, LandedCommit Came);
