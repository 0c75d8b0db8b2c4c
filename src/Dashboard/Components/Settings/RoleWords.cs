
namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Roles in words.</summary>
public static class RoleWords
{
    public static readonly IReadOnlyList<Role> All = [Role.Viewer, Role.Operator, Role.Admin];

    /// <summary>What somebody with the role may do.</summary>
    public static string May(Role role) => role switch
    {
        Role.Viewer => "Sees keys, MCP clients, credentials and changes, and works out edits; commits nothing.",
        Role.Operator => "Also commits: access, virtual keys, sharing, profiles, bulk, revoke and repair.",
        _ => "Also people and groups, what MCP clients are and where, import, API tokens, accounts and settings.",
    };
}
