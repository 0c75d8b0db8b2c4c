using Gatehouse.Data.Record;


namespace Gatehouse.Data.History;

/// <summary>Something on record that is no change of access: a sign-in, a setting, a key made or rotated, an import. No secret is in any of its columns.</summary>
public sealed class Event
{
    /// <summary>Its number in the record: <see cref="RecordLink.Number"/>.</summary>
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>User name of the account, name of the API token, or "Gatehouse".</summary>
    public required string Actor { get; init; }

    /// <summary>Id of the account or of the token; null: a command, the program itself, or somebody unknown.</summary>
    public string? ActorId { get; init; }

    public Origin Origin { get; init; }

    /// <summary>The address it came from, until <c>Retention:AddressDays</c>. Not hashed: <see cref="AddressDigest"/> is.</summary>
    public string? Address { get; init; }

    /// <summary>A keyed digest of the address, which stays when the address goes. The same address has the same digest.</summary>
    public string? AddressDigest { get; init; }

    /// <summary>What happened, e.g. "client.repointed" (<see cref="RecordAction"/>).</summary>
    public required string Action { get; init; }

    public RecordGroup Group { get; init; }

    /// <summary>What it is about; null: nothing in particular.</summary>
    public ObjectKind? ObjectKind { get; init; }

    public string? ObjectId { get; init; }

    /// <summary>The name that it had then.</summary>
    public string? ObjectName { get; init; }

    /// <summary>What was before: a small JSON object of field and text.</summary>
    public string? Before { get; init; }

    /// <summary>What is since: a small JSON object of field and text.</summary>
    public string? After { get; init; }

    /// <summary>What a search looks through: the texts above, folded (<see cref="EventLog.Fold"/>).</summary>
    public required string Search { get; init; }
}
