namespace Gatehouse.Data.Reconciliation;

/// <summary>A grant as asked for: an MCP client and its tools (<c>["*"]</c> all, <c>[]</c> none: an explicit deny).</summary>
/// <param name="McpClientId">The client's id.</param>
/// <param name="ToolsToExecute">All (<c>*</c>), names, or none: an explicit deny.</param>
public sealed record ClientTools(string McpClientId, IReadOnlyList<string> ToolsToExecute);

/// <summary>A grant as asked for from the client's side: a virtual key and its tools.</summary>
/// <param name="VirtualKeyId">The key's id.</param>
/// <param name="ToolsToExecute">All (<c>*</c>), names, or none: an explicit deny.</param>
public sealed record KeyTools(string VirtualKeyId, IReadOnlyList<string> ToolsToExecute);

/// <summary>Who owns a key from now on: one user, one group, or neither: nobody.</summary>
/// <param name="UserId">The user it is a personal key of.</param>
/// <param name="GroupId">The group it is a team key of; not beside a user.</param>
public sealed record NewOwner(string? UserId = null, string? GroupId = null);

/// <summary>Whose keys a bulk edit means: keys by id, the keys users own, the keys groups and their members own, or all keys.</summary>
/// <param name="VirtualKeyIds">Keys by id.</param>
/// <param name="UserIds">Users: the keys they own.</param>
/// <param name="GroupIds">Groups: the keys they and their members own.</param>
/// <param name="All">All keys.</param>
public sealed record BulkWho(
    IReadOnlyList<string>? VirtualKeyIds = null, IReadOnlyList<string>? UserIds = null, IReadOnlyList<string>? GroupIds = null, bool All = false);

/// <summary>Whom an access profile is given to, by public id.</summary>
/// <param name="VirtualKeys">Ids of virtual keys.</param>
/// <param name="Users">Ids of users.</param>
/// <param name="Groups">Ids of groups.</param>
public sealed record Assignees(
    IReadOnlyList<string>? VirtualKeys = null, IReadOnlyList<string>? Users = null, IReadOnlyList<string>? Groups = null);

/// <summary>One row of a bulk edit. Tools: all when a grant names none.</summary>
/// <param name="VirtualKeyId">The key's id.</param>
/// <param name="McpClientId">The client's id.</param>
/// <param name="Action">Grant or revoke.</param>
/// <param name="ToolsToExecute">With which tools; absent: all.</param>
public sealed record BulkRow(string VirtualKeyId, string McpClientId, BulkAction Action, IReadOnlyList<string>? ToolsToExecute = null);

/// <summary>What a row of a bulk edit asks for.</summary>
public enum BulkAction
{
    /// <summary>The key has a direct grant for the client, with these tools.</summary>
    Grant = 1,

    /// <summary>The key has no direct grant for the client.</summary>
    Revoke = 2,
}
