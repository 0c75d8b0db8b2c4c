
namespace Gatehouse.Data.Record;

/// <summary>
/// Which columns the chain hashes, in which order: form 1. A column that is added later asks for a form 2 beside it, since older entries stay
/// hashed as they were (a test walks the model and alters each stored column).
/// </summary>
internal static class RecordForm
{
    public const int Latest = 1;

    public const string Change =
        "SELECT id, committed_at, actor, origin, edit_kind, edit, policy, tallies, reason, fingerprint, undoes_change_id, inverse, hash FROM changes WHERE id = @gh_id";

    public const string Grants =
        "SELECT virtual_key_id, mcp_client_id, before, after FROM changed_grants WHERE change_id = @gh_id ORDER BY virtual_key_id, mcp_client_id";

    public const string Objects = "SELECT kind, object_id FROM changed_objects WHERE change_id = @gh_id ORDER BY kind, object_id";

    public const string Deleted = "SELECT kind, object_id, public_id, name FROM deleted_objects WHERE change_id = @gh_id ORDER BY kind, object_id";

    /// <summary>Rows as a commit writes them: identity by identity, what is asked of cover before header names before what goes, table by table.</summary>
    public const string Rows =
        """
        SELECT kind, mcp_client_id, identity_kind, identity_id, credential_id, move, reason, "from" FROM changed_credentials WHERE change_id = @gh_id
        ORDER BY identity_kind, CASE WHEN move IN (4, 5) THEN 1 WHEN move = 6 THEN 2 ELSE 0 END, kind, mcp_client_id, identity_id, credential_id
        """;

    /// <summary>Events from one number to another. The address comes last and is not hashed: it goes in time, and its digest stays.</summary>
    public const string Events =
        """
        SELECT id, at, actor, actor_id, origin, address_digest, action, "group", object_kind, object_id, object_name, before, after, search, address FROM events
        WHERE id BETWEEN @gh_id AND @gh_last ORDER BY id
        """;

    /// <summary>What the chain of the first build hashed of a change, beside the rows above; without a key.</summary>
    public const string OldChange =
        "SELECT id, committed_at, actor, origin, edit_kind, edit, policy, tallies, reason, fingerprint, undoes_change_id, inverse FROM changes WHERE id = @gh_id";
}
