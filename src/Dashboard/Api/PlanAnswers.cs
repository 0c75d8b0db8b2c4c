using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Api;

/// <summary>An edit with its consequences; nothing is written.</summary>
/// <param name="Fingerprint">Send it back to commit exactly this plan; null when the request cannot move a credential.</param>
/// <param name="IsEmpty">Neither policy nor any credential would change.</param>
/// <param name="Summary">One sentence: what happens to credentials, and to whom.</param>
/// <param name="Policy">The difference of policy in words, its first 50 lines.</param>
/// <param name="PolicyCount">How many differences there are.</param>
/// <param name="Tallies">How many rows move, by kind, transition and reason.</param>
/// <param name="Totals">How many rows move, by transition.</param>
/// <param name="VirtualKeys">Distinct virtual keys hit.</param>
/// <param name="Users">Distinct users hit.</param>
/// <param name="McpClients">Distinct MCP clients hit.</param>
/// <param name="Warnings">What to know before committing, beyond the counts.</param>
public sealed record PlanAnswer(
    string? Fingerprint, bool IsEmpty, string Summary, IReadOnlyList<string> Policy, int PolicyCount, IReadOnlyList<TallyAnswer> Tallies, TotalsAnswer Totals,
    int VirtualKeys, int Users, int McpClients, IReadOnlyList<string> Warnings)
{
    /// <summary>Of a request that asks for nothing that can move a credential.</summary>
    internal static readonly PlanAnswer OfNothing = new(null, true, "No credential is affected.", [], 0, [], TotalsAnswer.Of(MoveCounts.None, 0), 0, 0, 0, []);

    internal static PlanAnswer Of(Plan plan) => new(
        plan.Fingerprint, plan.IsEmpty, plan.Summary, [.. plan.Policy.Select(line => line.ToString())], plan.PolicyCount,
        [.. plan.Tallies.Select(TallyAnswer.Of)], TotalsAnswer.Of(plan.Totals.Moves, plan.Totals.Unchanged),
        plan.VirtualKeys, plan.Users, plan.McpClients, plan.Warnings);
}

/// <summary>The answer of a dry run.</summary>
/// <param name="Plan">What would happen.</param>
public sealed record Planned(PlanAnswer Plan);

/// <summary>Rows of one kind that move in one way for one reason.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Transition">What happens to them.</param>
/// <param name="Reason">Why, in words; for people, not for programs.</param>
/// <param name="Count">How many.</param>
public sealed record TallyAnswer(CredentialKind Kind, Move Transition, string Reason, int Count)
{
    internal static TallyAnswer Of(Tally tally) => new(tally.Kind, tally.Transition, tally.Reason.Words(), tally.Count);
}

/// <summary>Rows by what happens to them.</summary>
/// <param name="Orphan">Credentials that lose cover.</param>
/// <param name="Reactivate">Orphaned credentials that are covered again.</param>
/// <param name="Drop">Pending flows that are deleted because no grant covers them.</param>
/// <param name="NeedsUpdate">Header credentials that lack a header name from now on.</param>
/// <param name="Healthy">Header credentials that lack nothing any more.</param>
/// <param name="Delete">Rows that are deleted together with their key, client or user, or by a revoke.</param>
/// <param name="Unchanged">Rows that were checked and stay as they are.</param>
public sealed record TotalsAnswer(int Orphan, int Reactivate, int Drop, int NeedsUpdate, int Healthy, int Delete, int Unchanged)
{
    internal static TotalsAnswer Of(MoveCounts moves, int unchanged) =>
        new(moves.Orphan, moves.Reactivate, moves.Drop, moves.NeedsUpdate, moves.Healthy, moves.Delete, unchanged);
}

/// <summary>What moved between a plan and the fresh one.</summary>
/// <param name="Summary">In words: who edited the same, and which numbers differ.</param>
/// <param name="Changes">The latest changes of what the edit names since the plan was made, at most five; without a plan of this process, the latest there are.</param>
/// <param name="Was">The numbers of the plan that was named; null: this process did not make it.</param>
/// <param name="Now">The numbers of the fresh plan.</param>
public sealed record MovedAnswer(string Summary, IReadOnlyList<MovedByAnswer> Changes, TotalsAnswer? Was, TotalsAnswer Now)
{
    internal static MovedAnswer Of(Moved moved)
    {
        var by = moved.Changes.Select(change => $"Change {change.ChangeId} by {change.Actor}: {string.Join("; ", change.Policy.Take(3))}.");
        var numbers = moved.Was is not { } was ? [] : Enum.GetValues<Move>().Select(move => (move, Was: was.Moves.Of(move), Now: moved.Now.Moves.Of(move)))
            .Where(move => move.Was != move.Now).Select(move => FormattableString.Invariant($"{move.move.ToString().ToLowerInvariant()}: was {move.Was:N0}, now {move.Now:N0}."));
        var words = string.Join(" ", by.Concat(numbers));
        return new(
            words.Length == 0 ? "An object that the edit names, or a credential behind it, has changed since the plan was made." : words,
            [.. moved.Changes.Select(change => new MovedByAnswer(change.ChangeId, change.Actor, change.At, [.. change.Policy.Select(line => line.ToString())]))],
            moved.Was is null ? null : TotalsAnswer.Of(moved.Was.Moves, moved.Was.Unchanged), TotalsAnswer.Of(moved.Now.Moves, moved.Now.Unchanged));
    }
}

/// <summary>A change that was committed meanwhile.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Actor">Who committed it.</param>
/// <param name="At">When.</param>
/// <param name="Policy">Its difference of policy in words.</param>
public sealed record MovedByAnswer(long Id, string Actor, DateTimeOffset At, IReadOnlyList<string> Policy);

/// <summary>The change that a write made, or the change that made the same before.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Tallies">Rows that it moved.</param>
/// <param name="AlreadyCommitted">This very plan was committed before, and this is the change that did it.</param>
public sealed record ChangeMade(long Id, IReadOnlyList<TallyAnswer> Tallies, bool AlreadyCommitted);

/// <summary>A row that moves, or moved.</summary>
/// <param name="Id">Its id; null: it is gone.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Transition">What happens to it.</param>
/// <param name="Reason">Why, in words; for people, not for programs.</param>
/// <param name="AuthMode">What it is keyed by: vk, user or session.</param>
/// <param name="VirtualKey">The key it is keyed by.</param>
/// <param name="User">The user it is keyed by.</param>
/// <param name="SessionId">The session it is keyed by.</param>
/// <param name="McpClient">What it is for.</param>
/// <param name="From">Its status before.</param>
/// <param name="To">Its status after; null: it is gone then.</param>
public sealed record TransitionAnswer(
    string? Id, CredentialKind Kind, Move Transition, string Reason, string AuthMode, NamedAnswer? VirtualKey, NamedAnswer? User, string? SessionId,
    ClientNameAnswer McpClient, CredentialStatus From, CredentialStatus? To)
{
    internal static TransitionAnswer Of(TransitionRow row) => Of(
        row.Id, row.Kind, row.Move, row.Reason.Words(row.About), row.IdentityKind, row.IdentityPublicId, row.Who, new(row.ClientId, row.ClientName), row.From, row.To);

    internal static TransitionAnswer Of(
        string? id, CredentialKind kind, Move move, string reason, IdentityKind identity, string identityId, string who, ClientNameAnswer client, CredentialStatus from, CredentialStatus? to) => new(
        id, kind, move, reason, Mode(identity),
        identity == IdentityKind.VirtualKey ? new(identityId, who) : null, identity == IdentityKind.User ? new(identityId, who) : null,
        identity == IdentityKind.Session ? who : null, client, from, to);

    /// <summary>As Bifrost says it.</summary>
    internal static string Mode(IdentityKind identity) => identity switch
    {
        IdentityKind.VirtualKey => "vk",
        IdentityKind.User => "user",
        _ => "session",
    };
}

/// <summary>Something by id and name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record NamedAnswer(string Id, string Name);

/// <summary>An MCP client by id and name.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record ClientNameAnswer(string ClientId, string Name);
