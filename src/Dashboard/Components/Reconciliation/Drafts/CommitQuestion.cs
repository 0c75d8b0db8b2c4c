using Gatehouse.Data.Reads.Changes;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>Whether a commit landed whose answer got lost: asked until that is known.</summary>
public sealed class CommitQuestion(LandedCommits landed, TimeProvider clock)
{
    /// <summary>How long a page asks before it says that it does not know yet.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <param name="fingerprint">The plan's.</param>
    /// <param name="since">When its commit was sent.</param>
    /// <param name="late">There is no answer for as long as <see cref="Patience"/>; it goes on asking.</param>
    /// <param name="failed">The question itself failed, e.g. because the database does not answer.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>That it landed or that it did not; null: nobody wants to know any more.</returns>
    public async Task<LandedCommit?> AskAsync(string fingerprint, DateTimeOffset since, Func<Task> late, Action<Exception> failed, CancellationToken cancellation)
    {
        var (began, isLate) = (clock.GetTimestamp(), false);
        try
        {
            while (true)
            {
                if (await FindAsync(fingerprint, since, failed, cancellation) is { } came)
                    return came;
                if (!isLate && clock.GetElapsedTime(began) >= Patience)
                {
                    isLate = true;
                    await late();
                }
                await Task.Delay(Every, clock, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<LandedCommit?> FindAsync(string fingerprint, DateTimeOffset since, Action<Exception> failed, CancellationToken cancellation)
    {
        try
        {
            return await landed.FindAsync(fingerprint, since, cancellation) is var came and not LandedCommit.StillWriting ? came : null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failed(error);
            return null;
        }
    }
}
