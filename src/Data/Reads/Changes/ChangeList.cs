using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>Which changes a list shows, newest first. Rides in the URL.</summary>
public sealed record ChangeFilter
{
    /// <summary>A change's number, or part of who, of the reason, or of the name of a key, MCP client, access profile, user or group it touched.</summary>
    public string? Search { get; init; }

    public string? Actor { get; init; }

    public ChangeOrigin? Origin { get; init; }

    public EditKind? EditKind { get; init; }

    /// <summary>From this day on, UTC.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Until the end of this day, UTC.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Only changes that touched this virtual key (public id).</summary>
    public string? VirtualKeyId { get; init; }

    /// <summary>Only changes that touched this MCP client (public id).</summary>
    public string? McpClientId { get; init; }

    /// <summary>Only changes that named this access profile (public id).</summary>
    public string? ProfileId { get; init; }

    /// <summary>Only changes that named this user (public id).</summary>
    public string? UserId { get; init; }

    /// <summary>Only changes that named this group (public id).</summary>
    public string? GroupId { get; init; }

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || Actor is not null || Origin is not null || EditKind is not null || Since is not null || Until is not null
        || VirtualKeyId is not null || McpClientId is not null || ProfileId is not null || UserId is not null || GroupId is not null;
}

/// <summary>An object that changes name, to find them by.</summary>
public sealed record ChangeObject(ObjectKind Kind, string Id, string Name);

/// <summary>A change as lists and its page show it.</summary>
public sealed record ChangeItem
{
    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required ChangeOrigin Origin { get; init; }

    public required EditKind EditKind { get; init; }

    /// <summary>The policy difference in words, the first <see cref="PolicyLine.Shown"/> lines.</summary>
    public required IReadOnlyList<PolicyLine> Policy { get; init; }

    /// <summary>How many grants it touched.</summary>
    public required int Grants { get; init; }

    /// <summary>How many differences of policy it made: the lines shown, or more grants than are shown.</summary>
    public int PolicyCount => Math.Max(Grants, Policy.Count);

    public required IReadOnlyList<Tally> Tallies { get; init; }

    public string? Reason { get; init; }

    /// <summary>The change this one undid.</summary>
    public long? UndoesChangeId { get; init; }

    /// <summary>The latest change that undid this one.</summary>
    public long? UndoneByChangeId { get; init; }

    public MoveCounts Moves => Tallies.Aggregate(MoveCounts.None, (sum, tally) => sum.With(tally.Transition, tally.Count));

    public int Moved => Tallies.Sum(tally => tally.Count);
}

/// <summary>Which rows of a change to show.</summary>
public sealed record MovedRowFilter(Move? Move = null, string? Search = null);

/// <summary>One row that a change moved, by the names its key, person and client have today; about: the access profile or group its reason speaks of.</summary>
public sealed record MovedRow(
    CredentialKind Kind, string ClientId, string Client, IdentityKind IdentityKind, string Who, CredentialStatus From, Move Move, Reason Reason, string? About)
{
    /// <summary>Public id of its key or user, or its session; empty: unknown.</summary>
    public string WhoId { get; init; } = "";

    /// <summary>Its public id; null: it is gone.</summary>
    public string? Id { get; init; }

    /// <summary>The status after; null: it was gone then, or came back with the health it had, which is not on record.</summary>
    public CredentialStatus? To => Move.StatusAfter(From);

    /// <summary>Its surrogate id in the table of its kind.</summary>
    internal long CredentialId { get; init; }
}
