using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Parties;

/// <summary>Who is added to a list and who is taken out of it, apart from who stands there. Decides nothing: it becomes part of an edit.</summary>
public sealed class PartyDelta
{
    private readonly HashSet<Party> added = [];
    private readonly HashSet<Party> removed = [];

    public int Count => added.Count + removed.Count;

    /// <summary>Everybody the edit touches.</summary>
    public IReadOnlyCollection<Party> Changed => [.. added, .. removed];

    public bool IsAdded(Party party) => added.Contains(party);

    public bool IsRemoved(Party party) => removed.Contains(party);

    /// <summary>Who was to be removed stays instead.</summary>
    public void Add(Party party)
    {
        if (!removed.Remove(party))
            added.Add(party);
    }

    /// <summary>Who was to be added stays out instead.</summary>
    public void Remove(Party party)
    {
        if (!added.Remove(party))
            removed.Add(party);
    }

    /// <summary>As it stands.</summary>
    public void Keep(Party party)
    {
        added.Remove(party);
        removed.Remove(party);
    }

    public void Clear()
    {
        added.Clear();
        removed.Clear();
    }

    public IReadOnlyList<string>? Added(ObjectKind kind) => Ids(added, kind);

    public IReadOnlyList<string>? Removed(ObjectKind kind) => Ids(removed, kind);

    /// <summary>Who is added, by kind; null: nobody.</summary>
    public Assignees? Give() => Of(added);

    /// <summary>Who is taken out, by kind; null: nobody.</summary>
    public Assignees? Take() => Of(removed);

    /// <summary>Takes up an edit that was left.</summary>
    public void Restore(Assignees? give, Assignees? take)
    {
        Clear();
        added.UnionWith(Parties(give));
        removed.UnionWith(Parties(take));
    }

    private static IEnumerable<Party> Parties(Assignees? all) =>
    [
        .. (all?.VirtualKeys ?? []).Select(id => new Party(ObjectKind.VirtualKey, id)),
        .. (all?.Users ?? []).Select(id => new Party(ObjectKind.User, id)),
        .. (all?.Groups ?? []).Select(id => new Party(ObjectKind.Group, id)),
    ];

    private static Assignees? Of(HashSet<Party> parties) =>
        parties.Count == 0 ? null : new(Ids(parties, ObjectKind.VirtualKey), Ids(parties, ObjectKind.User), Ids(parties, ObjectKind.Group));

    private static string[]? Ids(HashSet<Party> parties, ObjectKind kind) =>
        parties.Where(party => party.Kind == kind).Select(party => party.Id).ToArray() is { Length: > 0 } ids ? ids : null;
}
