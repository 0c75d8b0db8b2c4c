using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Access;

/// <summary>Who wants to use what, by public ids: a virtual key, a user, or a key that a user calls with.</summary>
/// <param name="McpClientId">The MCP client to be used.</param>
/// <param name="VirtualKeyId">The key of the call; null asks for the user over all keys the user is one of the people of.</param>
/// <param name="UserId">The calling user; null: the owner of a personal key.</param>
/// <param name="SessionId">The session id that the caller asserts.</param>
public sealed record AccessRequest(string McpClientId, string? VirtualKeyId = null, string? UserId = null, string? SessionId = null);

/// <summary>What the runtime check answers.</summary>
/// <param name="Covered">Some grant reaches the client; says nothing about active, expired or disabled.</param>
/// <param name="Tools">What may be called: the tools of all sources; no tool when not covered.</param>
/// <param name="Via">The sources that grant a tool.</param>
/// <param name="Credential">The credential to use, else the first that would be used if it were usable; null: there is none, or the client asks for none.</param>
/// <param name="Usable">The call may go out now.</param>
/// <param name="Reasons">Everything that stands against it; empty when usable.</param>
public sealed record AccessAnswer(
    bool Covered, ToolList Tools, IReadOnlyList<AccessSource> Via, AccessCredential? Credential, bool Usable, IReadOnlyList<AccessReason> Reasons);

/// <summary>A source that grants tools of the client.</summary>
/// <param name="Kind">Which kind of source.</param>
/// <param name="VirtualKeyId">The key it grants them to.</param>
/// <param name="Tools">What it grants; never no tool.</param>
/// <param name="ProfileId">The access profile, if it is one.</param>
/// <param name="ProfileName">Its name.</param>
public sealed record AccessSource(AccessSourceKind Kind, string VirtualKeyId, ToolList Tools, string? ProfileId = null, string? ProfileName = null);

/// <summary>Through what a client is reached.</summary>
public enum AccessSourceKind
{
    /// <summary>The key's own allowlist.</summary>
    Direct = 1,

    /// <summary>An active access profile that the key has.</summary>
    Profile = 2,

    /// <summary>The client is allowed on all virtual keys, and no source names it for this one.</summary>
    AllKeys = 3,
}

/// <summary>The credential a call goes out with.</summary>
public sealed record AccessCredential(string Id, CredentialKind Kind, IdentityKind IdentityKind, CredentialStatus Status);

/// <summary>Why a call may not go out.</summary>
public enum AccessReason
{
    /// <summary>There is no such MCP client.</summary>
    UnknownMcpClient = 1,

    /// <summary>There is no such virtual key.</summary>
    UnknownVirtualKey = 2,

    /// <summary>There is no such user.</summary>
    UnknownUser = 3,

    /// <summary>The key is switched off; for a user, every key that would reach the client is inactive or expired.</summary>
    VirtualKeyInactive = 4,

    /// <summary>The key's time is over.</summary>
    VirtualKeyExpired = 5,

    /// <summary>The calling user, or the owner of the key, is inactive.</summary>
    UserInactive = 6,

    /// <summary>The MCP client is switched off for everyone.</summary>
    McpClientDisabled = 7,

    /// <summary>No source names the client, and it is not allowed on all virtual keys.</summary>
    NotGranted = 8,

    /// <summary>A source names the client with an empty tool list, and none grants a tool.</summary>
    ToolListEmpty = 9,

    /// <summary>Nobody signed in, or submitted the headers, for this identity yet.</summary>
    NoCredential = 10,

    /// <summary>The credential is orphaned.</summary>
    CredentialOrphaned = 11,

    /// <summary>Its person must sign in again.</summary>
    CredentialNeedsReauth = 12,

    /// <summary>A header value is missing.</summary>
    CredentialNeedsUpdate = 13,
}
