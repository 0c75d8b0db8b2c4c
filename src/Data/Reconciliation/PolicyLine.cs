namespace Gatehouse.Data.Reconciliation;

/// <summary>One line of the policy difference in words: "github removed from key ci-bot (it had all tools)".</summary>
/// <param name="Sign">What it does to access.</param>
/// <param name="Subject">Name of what changes.</param>
/// <param name="Did">What happens to it, as a participle: "removed from key".</param>
/// <param name="Target">Name of what it happens to; null: the participle says all.</param>
/// <param name="Note">What it was, or is now.</param>
public sealed record PolicyLine(PolicySign Sign, string Subject, string Did, string? Target, string? Note)
{
    /// <summary>How many lines a plan and a record keep; the rest is a count.</summary>
    public const int Shown = 50;

    public override string ToString() => $"{Subject} {Did}{(Target is null ? "" : $" {Target}")}{(Note is null ? "" : $" ({Note})")}";
}

/// <summary>What a policy line does to access.</summary>
public enum PolicySign
{
    /// <summary>Access is added.</summary>
    Add = 1,

    /// <summary>Access is removed or denied.</summary>
    Remove = 2,

    /// <summary>A tool list is altered.</summary>
    Alter = 3,
}
