using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// The rule, once. Standings say which rows are in play and whether the proposed policy covers each; <see cref="Moving{T}"/> and
/// <see cref="Transitions{T}"/> say which of them move, how and why. Over tables these are SQL, over lists the pure planner.
/// </summary>
public static class TransitionRule
{
    /// <summary>Rows keyed by a virtual key: covered when the key reaches the client.</summary>
    public static IQueryable<Standing<T>> StandingsOfKeys<T>(
        this IQueryable<InPlay<T>> rows, Reachable standing, Reachable proposed, EditedPolicy edited) where T : IdentityKeyed
    {
        var (none, after, before) = (ToolList.None, proposed.Reached, standing.Reached);
        var (direct, members, people) = (edited.Grants, edited.Members, proposed.People);
        return rows.Select(item => new Standing<T>
        {
            Row = item.Row,
            Orphaned = item.Orphaned,
            Status = item.Status,
            Covered = after.Any(reach => reach.VirtualKeyId == item.Row.IdentityId && reach.McpClientId == item.Row.McpClientId),
            WasCovered = before.Any(reach => reach.VirtualKeyId == item.Row.IdentityId && reach.McpClientId == item.Row.McpClientId),
            Touched = direct.Any(grant => grant.VirtualKeyId == item.Row.IdentityId && grant.McpClientId == item.Row.McpClientId),
            Granted = direct.Any(grant => grant.VirtualKeyId == item.Row.IdentityId && grant.McpClientId == item.Row.McpClientId && grant.Tools != null && grant.Tools != none),
            Denied = direct.Any(grant => grant.VirtualKeyId == item.Row.IdentityId && grant.McpClientId == item.Row.McpClientId && grant.Tools == none),
            Joins = people.Any(person => person.VirtualKeyId == item.Row.IdentityId && members.Any(member => member.UserId == person.UserId && member.IsMember)),
        });
    }

    /// <summary>Rows keyed by a user: covered when some key reaches the client that the user is one of the people of.</summary>
    public static IQueryable<Standing<T>> StandingsOfUsers<T>(
        this IQueryable<InPlay<T>> rows, Reachable standing, Reachable proposed, EditedPolicy edited) where T : IdentityKeyed
    {
        var (none, after, before) = (ToolList.None, proposed.Reached, standing.Reached);
        var (direct, members) = (edited.Grants, edited.Members);
        var (people, peopleBefore) = (proposed.People, standing.People);
        return rows.Select(item => new Standing<T>
        {
            Row = item.Row,
            Orphaned = item.Orphaned,
            Status = item.Status,
            Covered = people.Any(person => person.UserId == item.Row.IdentityId
                && after.Any(reach => reach.VirtualKeyId == person.VirtualKeyId && reach.McpClientId == item.Row.McpClientId)),
            WasCovered = peopleBefore.Any(person => person.UserId == item.Row.IdentityId
                && before.Any(reach => reach.VirtualKeyId == person.VirtualKeyId && reach.McpClientId == item.Row.McpClientId)),
            Touched = people.Any(person => person.UserId == item.Row.IdentityId
                && direct.Any(grant => grant.VirtualKeyId == person.VirtualKeyId && grant.McpClientId == item.Row.McpClientId)),
            Granted = people.Any(person => person.UserId == item.Row.IdentityId
                && direct.Any(grant => grant.VirtualKeyId == person.VirtualKeyId && grant.McpClientId == item.Row.McpClientId && grant.Tools != null && grant.Tools != none)),
            Denied = people.Any(person => person.UserId == item.Row.IdentityId
                && direct.Any(grant => grant.VirtualKeyId == person.VirtualKeyId && grant.McpClientId == item.Row.McpClientId && grant.Tools == none)),
            Joins = members.Any(member => member.UserId == item.Row.IdentityId && member.IsMember),
        });
    }

    /// <summary>A row moves when its orphan mark says the same as its cover: marked and covered, or neither.</summary>
    public static IQueryable<Standing<T>> Moving<T>(this IQueryable<Standing<T>> standings) where T : IdentityKeyed =>
        standings.Where(standing => standing.Covered == standing.Orphaned);

    /// <summary>How each moving row moves, and why. A moving row is covered exactly when it is marked, so the mark stands for both.</summary>
    /// <param name="standings">The rows asked.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="reasons">Why they move when no direct grant says it.</param>
    public static IQueryable<Transition> Transitions<T>(this IQueryable<Standing<T>> standings, CredentialKind kind, MoveReasons reasons) where T : IdentityKeyed
    {
        var (lost, gained) = (reasons.Lost, reasons.Gained);
        var joining = reasons.Joining ?? lost;
        return standings.Moving().Select(standing => new Transition
        {
            Kind = kind,
            McpClientId = standing.Row.McpClientId,
            IdentityKind = standing.Row.IdentityKind,
            IdentityId = standing.Row.IdentityId,
            Id = standing.Row.Id,
            Move = standing.Status == CredentialStatus.Pending ? Move.Drop : standing.Orphaned ? Move.Reactivate : Move.Orphan,
            Reason = standing.WasCovered == standing.Orphaned ? Reason.OutOfStep
                : standing.Joins ? joining
                : standing.Orphaned ? standing.Granted ? Reason.GrantedDirectly : gained
                : standing.Denied ? Reason.ToolListEmpty
                : standing.Touched ? Reason.RemovedFromAllowlist : lost,
            From = standing.Status,
        });
    }

    /// <summary>
    /// The other fact: a header credential whose stored names lack one that is asked for needs an update, one that lacks nothing is
    /// healthy. Whatever its orphan mark, whoever it is keyed by.
    /// </summary>
    /// <param name="rows">Header credentials of the client.</param>
    /// <param name="lacking">The sets of names that lack one.</param>
    public static IQueryable<Transition> NameTransitions(this IQueryable<InPlay<HeaderCredential>> rows, IQueryable<PolicyId> lacking) =>
        rows.Where(item => lacking.Any(set => set.Id == item.Row.HeaderNameSetId) ? item.Row.Health == CredentialHealth.Healthy : item.Row.Health == CredentialHealth.NeedsUpdate)
            .Select(item => new Transition
            {
                Kind = CredentialKind.HeaderCredential,
                McpClientId = item.Row.McpClientId,
                IdentityKind = item.Row.IdentityKind,
                IdentityId = item.Row.IdentityId,
                Id = item.Row.Id,
                Move = item.Row.Health == CredentialHealth.Healthy ? Move.NeedsUpdate : Move.Healthy,
                Reason = item.Row.Health == CredentialHealth.Healthy ? Reason.HeaderNameAdded : Reason.HeaderNamesComplete,
                From = item.Status,
            });

    /// <summary>Everything of a deleted key, client or user goes, and counts once.</summary>
    public static IQueryable<Transition> Deletions<T>(this IQueryable<InPlay<T>> rows, CredentialKind kind, Reason reason) where T : IdentityKeyed =>
        rows.Select(item => new Transition
        {
            Kind = kind,
            McpClientId = item.Row.McpClientId,
            IdentityKind = item.Row.IdentityKind,
            IdentityId = item.Row.IdentityId,
            Id = item.Row.Id,
            Move = Move.Delete,
            Reason = reason,
            From = item.Status,
        });
}
