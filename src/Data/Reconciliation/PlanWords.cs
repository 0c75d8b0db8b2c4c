using System.Globalization;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Plans in plain English: pages, API and console say the same sentence.</summary>
public static class PlanWords
{
    /// <summary>"2 credentials will be orphaned, 1 will come back, 1 pending sign-in will be dropped. 3 people, 1 key."</summary>
    public static string Summary(Plan plan)
    {
        var sentence = Sentence(plan.Totals);
        var hit = Hit(plan);
        return hit.Length == 0 ? sentence : $"{sentence} {hit}";
    }

    /// <summary>What happens to credentials, without who is hit.</summary>
    public static string Sentence(Totals totals)
    {
        var parts = Parts(totals).Select(part => part.Words).ToArray();
        return parts.Length == 0 ? "No credential is affected." : string.Join(", ", parts) + ".";
    }

    /// <summary>"3 people, 1 key."; empty when nothing moves.</summary>
    public static string Hit(Plan plan)
    {
        if (plan.Totals.Moving == 0)
            return "";
        var people = plan.Users > 0 ? Count(plan.Users, "person", "people") : null;
        var keys = plan.VirtualKeys > 0 ? Count(plan.VirtualKeys, "key", "keys") : null;
        return string.Join(", ", new[] { people, keys }.OfType<string>()) + ".";
    }

    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>The parts of <see cref="Sentence"/>, for where each is drawn in its colour; empty when nothing moves.</summary>
    public static IEnumerable<(Move Move, string Words)> Parts(Totals totals)
    {
        if (totals.Orphan > 0)
            yield return (Move.Orphan, $"{Count(totals.Orphan, "credential", "credentials")} will be orphaned");
        if (totals.Moves.Delete > 0)
            yield return (Move.Delete, $"{Count(totals.Moves.Delete, "credential or sign-in", "credentials and sign-ins")} will be deleted");
        if (totals.Moves.NeedsUpdate > 0)
            yield return (Move.NeedsUpdate, $"{Count(totals.Moves.NeedsUpdate, "credential", "credentials")} will need an update");
        if (totals.Moves.Healthy > 0)
            yield return (Move.Healthy, $"{Count(totals.Moves.Healthy, "credential", "credentials")} will lack nothing any more");
        if (totals.Reactivate > 0)
            yield return (Move.Reactivate, totals.Orphan > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{totals.Reactivate:N0} will come back")
                : $"{Count(totals.Reactivate, "credential", "credentials")} will come back");
        if (totals.Drop > 0)
            yield return (Move.Drop, $"{Count(totals.Drop, "pending sign-in", "pending sign-ins")} will be dropped");
    }

    /// <param name="reason">The reason.</param>
    /// <param name="about">Name of the access profile or group that the edit is about; null: it is said without.</param>
    public static string Words(this Reason reason, string? about = null) => reason switch
    {
        Reason.ProfileGrants when about is not null => $"Profile \"{about}\" grants it",
        Reason.ProfileNoLongerGrants when about is not null => $"Profile \"{about}\" no longer grants it",
        Reason.JoinedGroup when about is not null => $"Joined group \"{about}\"",
        Reason.LeftGroup when about is not null => $"Left group \"{about}\"",
        Reason.OutOfStep => "Was out of step already",
        Reason.RemovedFromAllowlist => "Removed from allowlist",
        Reason.ToolListEmpty => "Tool list is empty",
        Reason.GrantedDirectly => "Granted directly",
        Reason.AllowedOnAllVirtualKeys => "Allowed on all virtual keys",
        Reason.NoLongerAllowedOnAllVirtualKeys => "No longer allowed on all virtual keys",
        Reason.HeaderNameAdded => "Lacks a header name that is asked for",
        Reason.HeaderNamesComplete => "Every header name is stored",
        Reason.VirtualKeyDeleted => "Virtual key deleted",
        Reason.McpClientDeleted => "MCP client deleted",
        Reason.UserDeleted => "User deleted",
        Reason.ProfileGrants => "Granted by the access profile",
        Reason.ProfileNoLongerGrants => "The access profile no longer grants it",
        Reason.JoinedGroup => "Joined the group",
        Reason.LeftGroup => "Left the group",
        Reason.OwnerChanged => "The key has another owner",
        Reason.Revoked => "Revoked",
        Reason.OrphanTimeOver => "Orphaned for as long as orphans are kept",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
