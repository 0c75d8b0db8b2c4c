using Gatehouse.Data.Accounts;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Roles in words.</summary>
public static class RoleWords
{
    public static readonly IReadOnlyList<Role> All = [Role.Viewer, Role.Operator, Role.Admin];

    /// <summary>What somebody with the role may do.</summary>
    public static string May(Role role) => role switch
    {
        Role.Viewer => "Sees everything but secrets, changes nothing.",
        Role.Operator => "Also edits access, virtual keys and MCP clients, and commits.",
        _ => "Also manages people, API tokens, admins and settings.",
    };
}
