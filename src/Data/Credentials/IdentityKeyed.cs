using System.Text.Json.Serialization;

namespace Gatehouse.Data.Credentials;

/// <summary>
/// What is bound to exactly one identity and one MCP client. The rows are many and stand in the order client, identity
/// (the clustering key), so that the rows one edit moves lie side by side.
/// </summary>
public abstract class IdentityKeyed
{
    /// <summary>Surrogate id, unique per table, never used again.</summary>
    public long Id { get; init; }

    public int McpClientId { get; init; }

    public IdentityKind IdentityKind { get; init; }

    /// <summary>Id of the virtual key, user or session, as <see cref="IdentityKind"/> says.</summary>
    public int IdentityId { get; init; }

    /// <summary><see cref="IdentityId"/> when keyed by a virtual key; computed by the database, where it carries the foreign key.</summary>
    public int? VirtualKeyId { get => IdentityKind == IdentityKind.VirtualKey ? IdentityId : null; private set { } }

    /// <summary><see cref="IdentityId"/> when keyed by a user; computed by the database, where it carries the foreign key.</summary>
    public int? UserId { get => IdentityKind == IdentityKind.User ? IdentityId : null; private set { } }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a credential or flow is keyed by.</summary>
public enum IdentityKind
{
    /// <summary>A virtual key: everyone who holds the key shares it.</summary>
    VirtualKey = 1,

    /// <summary>A user: it follows the person over all their keys.</summary>
    User = 2,

    /// <summary>A session the caller named itself; carries no access model and is never reconciled.</summary>
    Session = 3,
}

/// <summary>The four kinds of rows that follow from policy.</summary>
public enum CredentialKind
{
    /// <summary>A token somebody signed in for.</summary>
    [JsonStringEnumMemberName("oauth_token")]
    OAuthToken = 1,

    /// <summary>Header values somebody typed in.</summary>
    HeaderCredential = 2,

    /// <summary>A sign-in somebody was asked for.</summary>
    [JsonStringEnumMemberName("oauth_flow")]
    OAuthFlow = 3,

    /// <summary>A header submission somebody was asked for.</summary>
    HeaderFlow = 4,
}

/// <summary>A session id a caller asserted (Bifrost: <c>x-bf-mcp-session-id</c>), interned to a number.</summary>
public sealed class McpSession
{
    public int Id { get; init; }

    public required string SessionId { get; init; }
}
