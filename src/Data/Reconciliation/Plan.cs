using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reconciliation;

/// <summary>An edit with its consequences: a value, nothing written. It holds counts, no rows; rows are paged from the same query.</summary>
public sealed record Plan
{
    public required Edit Edit { get; init; }

    /// <summary>
    /// Covers exactly what the plan read and decided: the edited objects as they stood and every moving row with its transition.
    /// The same for the same edit in the same world, on any process. 64 hexadecimal digits.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>The least role that may commit it.</summary>
    public required Role Needs { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The policy difference in words, the first <see cref="PolicyLine.Shown"/> lines.</summary>
    public required IReadOnlyList<PolicyLine> Policy { get; init; }

    /// <summary>How many grants and switches differ.</summary>
    public required int PolicyCount { get; init; }

    public required IReadOnlyList<Tally> Tallies { get; init; }

    public required Totals Totals { get; init; }

    /// <summary>Tallies per MCP client and credential kind, by client name.</summary>
    public required IReadOnlyList<ClientTally> Clients { get; init; }

    /// <summary>Who loses most, at most five; a user, or the key itself for rows keyed by it.</summary>
    public required IReadOnlyList<IdentityTally> Losers { get; init; }

    /// <summary>Distinct identities that lose a credential.</summary>
    public required int LoserCount { get; init; }

    /// <summary>Distinct virtual keys hit: those edited when a row moves, and those that moving rows are keyed by.</summary>
    public required int VirtualKeys { get; init; }

    /// <summary>Distinct users whose own rows move.</summary>
    public required int Users { get; init; }

    /// <summary>Distinct MCP clients whose rows move.</summary>
    public required int McpClients { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The key ids the edit names, for "who edited it meanwhile".</summary>
    public required IReadOnlyList<int> EditedKeys { get; init; }

    /// <summary>The MCP client ids the edit names, for the same.</summary>
    public required IReadOnlyList<int> EditedClients { get; init; }

    /// <summary>The access profile ids the edit names, for the same.</summary>
    public required IReadOnlyList<int> EditedProfiles { get; init; }

    /// <summary>The group ids the edit names, for the same.</summary>
    public required IReadOnlyList<int> EditedGroups { get; init; }

    /// <summary>Neither policy nor any row would change.</summary>
    public bool IsEmpty => PolicyCount == 0 && Totals.Moving == 0;

    /// <summary>One sentence: what happens to credentials, and to whom.</summary>
    public string Summary => PlanWords.Summary(this);
}

/// <summary>How many rows of one kind move in one way for one reason.</summary>
public sealed record Tally(CredentialKind Kind, Move Transition, Reason Reason, int Count);

/// <summary>Rows by what happens to them.</summary>
/// <param name="Moves">How many make each move; a row that loses cover and lacks a header name makes two.</param>
/// <param name="Unchanged">In scope, staying as they are.</param>
/// <param name="Lost">Credentials that would be orphaned or deleted: what the guardrail counts and the admin types.</param>
public sealed record Totals(MoveCounts Moves, int Unchanged, int Lost)
{
    public int Orphan => Moves.Orphan;

    public int Reactivate => Moves.Reactivate;

    public int Drop => Moves.Drop;

    public int Moving => Moves.Total;
}

/// <summary>Moving rows of one MCP client and one kind of credential (its flows apart), with the number of distinct identities.</summary>
public sealed record ClientTally(
    int Id, string ClientId, string Name, bool Headers, MoveCounts Moves, int Identities);

/// <summary>Rows that one identity loses.</summary>
public sealed record IdentityTally(IdentityKind Kind, int Id, string Name, int Count);
