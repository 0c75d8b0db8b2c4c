using Gatehouse.Data.Reconciliation.Facets;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>What the rows of a plan depend on.</summary>
/// <param name="Scope">The rows whose cover is asked, or whose header names are.</param>
/// <param name="Doomed">The rows that go.</param>
/// <param name="Difference">The proposed policy, against the one that stands.</param>
/// <param name="Lacking">Sets of header names that lack one.</param>
/// <param name="Reasons">Why rows move when no direct grant says it.</param>
/// <param name="Deleted">Why the doomed rows go.</param>
public sealed record Question(
    Scope Scope, Scope Doomed, PolicyDifference Difference, int[] Lacking, MoveReasons Reasons, Reason Deleted)
{
    /// <summary>Everything the rows of a resolved edit depend on.</summary>
    public static Question Of(ResolvedEdit resolved) => new(
        resolved.Scope, resolved.Doomed ?? Scope.Nothing, resolved.Difference, resolved.HeaderNames?.Lacking ?? [],
        resolved.Reasons, resolved.Deletion?.Reason ?? resolved.Removal?.Reason ?? Reason.OutOfStep);

    /// <summary>Who reaches what is worked out once for all statements, since so many rows ask it.</summary>
    public bool KeepsReach { get; init; }

    /// <summary>The same asked of what stands: after a commit nothing may move.</summary>
    public Question AfterCommit => this with { Difference = PolicyDifference.None };

    internal Shape Shape => new(
        Scope.GetType(), Doomed.GetType(), Difference.Kinds, Reasons, Deleted, KeepsReach);
}

/// <summary>What the text of a plan's statements depends on: questions of one shape differ in the plan's tables only.</summary>
internal sealed record Shape(Type Scope, Type Doomed, int Kinds, MoveReasons Reasons, Reason Deleted, bool KeepsReach);
