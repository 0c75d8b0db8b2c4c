using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>The edits of one circuit, by what they edit: they outlive tabs, pages and a dropped connection.</summary>
public sealed class PlanSession(
    Reconciler reconciler, Permit permit, TimeProvider clock, ILogger<PlanSession> log) : IDisposable
{
    private readonly Dictionary<string, Draft> drafts = [];

    /// <summary>Raised when a change was committed here: pages read again.</summary>
    public event Func<long, Task>? Committed;

    /// <summary>The draft kept under <paramref name="subject"/>, e.g. "key:vk-1"; made when there is none or its edit is done.</summary>
    public Draft Of(string subject, string title)
    {
        if (drafts.TryGetValue(subject, out var draft) && draft.IsOpen)
            return draft;
        return drafts[subject] = new Draft(title, reconciler, clock, permit.CommitterAsync, log);
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
