using Gatehouse.Data.Engines;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>Who commits, from where, and why.</summary>
public sealed record CommitRequest(Actor Actor, string? Reason = null)
{
    /// <summary>Commit only if the plan is still this one; null commits what is true now.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The plan that was reviewed: what a stale outcome is compared with.</summary>
    public Plan? Reviewed { get; init; }

    /// <summary>Written in the same transaction once it has landed; null: nothing is.</summary>
    public Func<WriteStep, Task>? Along { get; init; }

    /// <summary>Asked when there is no fingerprint, so that nobody loses much without having looked; null: whoever asks has confirmed it.</summary>
    public Guardrail? Guardrail { get; init; }
}
