using System.Data.Common;
using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>The columns of moving rows: under the names of a <see cref="Transition"/>'s members, or under names to filter and sort by.</summary>
internal static class MovingRows
{
    private static readonly (string Member, string Column)[] Columns =
    [
        (nameof(Transition.McpClientId), "mcp_client_id"), (nameof(Transition.IdentityKind), "identity_kind"), (nameof(Transition.IdentityId), "identity_id"),
        (nameof(Transition.Id), "id"), (nameof(Transition.Move), "move"), (nameof(Transition.Reason), "reason"), (nameof(Transition.From), "was"),
    ];

    /// <summary>From rows with members to rows with columns.</summary>
    public static string AsColumns(string alias) => string.Join(", ", Columns.Select(named => $"{alias}.\"{named.Member}\" AS {named.Column}"));

    /// <summary>From rows with columns to rows with members.</summary>
    public static readonly string AsMembers = string.Join(", ", Columns.Select(named => $"{named.Column} AS \"{named.Member}\""));

    /// <summary>One row that is none, in the form of rows with members: it says how many there are.</summary>
    public static readonly string Count = string.Join(", ", Columns.Select(named => $"{(named.Member == nameof(Transition.Id) ? "COUNT(*)" : "0")} AS \"{named.Member}\""));

    /// <summary>From the record to rows with members.</summary>
    public const string FromRecord =
        """
        mcp_client_id AS "McpClientId", identity_kind AS "IdentityKind", identity_id AS "IdentityId", credential_id AS "Id", move AS "Move", reason AS "Reason", "from" AS "From"
        """;
}

/// <summary>Reads moving rows of one part: where each column stands is looked up once for all rows.</summary>
internal readonly struct MovingReader(DbDataReader reader, Part part)
{
    private readonly int client = reader.GetOrdinal(nameof(Transition.McpClientId));
    private readonly int kind = reader.GetOrdinal(nameof(Transition.IdentityKind));
    private readonly int identity = reader.GetOrdinal(nameof(Transition.IdentityId));
    private readonly int id = reader.GetOrdinal(nameof(Transition.Id));
    private readonly int move = reader.GetOrdinal(nameof(Transition.Move));
    private readonly int reason = reader.GetOrdinal(nameof(Transition.Reason));
    private readonly int from = reader.GetOrdinal(nameof(Transition.From));

    /// <summary>The row of a page that is no row but their number: it is of no kind of identity, and the number is its id.</summary>
    public int? Count => reader.GetInt32(kind) == 0 ? reader.GetInt32(id) : null;

    public Transition Row => new()
    {
        Kind = part.Kind,
        McpClientId = reader.GetInt32(client),
        IdentityKind = part.Identity,
        IdentityId = reader.GetInt32(identity),
        Id = reader.GetInt64(id),
        Move = (Move)reader.GetInt32(move),
        Reason = (Reason)reader.GetInt32(reason),
        From = (CredentialStatus)reader.GetInt32(from),
    };
}
