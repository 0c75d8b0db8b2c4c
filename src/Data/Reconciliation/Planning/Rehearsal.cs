using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>
/// Resolved edits about nothing, one for each shape of question that admins ask most. Planned once after the start they make EF's SQL and the
/// code behind it, so that the first real edit does not wait a second for it. Ids are counted from 1: number 0 is nobody's.
/// </summary>
internal static class Rehearsal
{
    /// <summary>A key's allowlist, a client's sharing and its switch, many keys and clients, then owners, members and profiles.</summary>
    public static IEnumerable<ResolvedEdit> ResolvedEdits()
    {
        GrantChange[] grants = [new(0, 0, null, ToolList.All)];
        yield return Of(new Scope.KeysAndPeople([0], [0])) with { Grants = grants };
        yield return Of(new Scope.OfClient(0)) with { Switch = new(0, true) };
        yield return Of(new Scope.OfClient(0)) with { Grants = grants };
        yield return Of(Scope.Of([0], [0], [0])) with { Grants = grants };
        yield return Of(new Scope.Matrix([0], [0], [0])) with { Grants = grants };
        yield return Of(new Scope.KeysAndPeople([0], [0])) with { Owners = [new(0, null, null)], Reasons = new(Reason.OwnerChanged, Reason.OwnerChanged) };
        yield return Of(new Scope.KeysAndPeople([0], [0])) with { Members = [new(0, 0, false)], Reasons = new(Reason.LeftGroup, Reason.LeftGroup) };
        yield return Of(Scope.Of([0], [0], [0])) with
        {
            Profile = new(0, null, [new(0, null, ToolList.All)], []),
            Reasons = new(Reason.ProfileNoLongerGrants, Reason.ProfileGrants),
        };
    }

    private static ResolvedEdit Of(Scope scope) => new() { Edit = new Edit.Repair(), Objects = [], Policy = [], Scope = scope };
}
