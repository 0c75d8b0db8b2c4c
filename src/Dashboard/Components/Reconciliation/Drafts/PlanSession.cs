using System.Security.Claims;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>The edits of one circuit, by what they edit: they outlive tabs and pages; what is kept of them outlives the circuit.</summary>
public sealed class PlanSession(
    Reconciler reconciler, Permit permit, LandedCommits landed, DraftKeeper keeper, TimeProvider clock, ILogger<PlanSession> log) : IDisposable
{
    private readonly Dictionary<string, Draft> drafts = [];

    /// <summary>Raised when a change was committed here: pages read again.</summary>
    public event Func<long, Task>? Committed;

    /// <summary>What became of commits that an earlier page sent and never heard of.</summary>
    public IReadOnlyList<LostAnswer> LostAnswers { get; private set; } = [];

    /// <summary>Takes up the drafts that are kept for an account. Pages come after it.</summary>
    public async Task TakeUpAsync(ClaimsPrincipal user)
    {
        (var kept, LostAnswers) = await keeper.TakeUpAsync(user.FindFirstValue(ClaimTypes.NameIdentifier));
        foreach (var (subject, title, edit, at) in kept)
            // It is planned while its page is read; whoever opens that page sees the steps.
            _ = Of(subject, title).TakeUpAsync(edit, at);
    }

    /// <summary>The draft kept under <paramref name="subject"/>, e.g. "key:vk-1"; made when there is none or its edit is done.</summary>
    public Draft Of(string subject, string title)
    {
        if (drafts.TryGetValue(subject, out var draft) && draft.IsOpen)
            return draft;
        draft = drafts[subject] = new Draft(title, reconciler, clock, permit.CommitterAsync, landed, log);
        keeper.Keep(subject, draft);
        return draft;
    }

    /// <summary>The draft kept under <paramref name="subject"/>, if there is one.</summary>
    public Draft? Find(string subject) => drafts.GetValueOrDefault(subject);

    public async Task AnnounceAsync(long changeId)
    {
        foreach (var handler in Committed?.GetInvocationList().Cast<Func<long, Task>>() ?? [])
            await handler(changeId);
    }

    public void Dispose()
    {
        foreach (var draft in drafts.Values)
            draft.Dispose();
    }
}
