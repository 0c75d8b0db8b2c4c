

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Roles in words.</summary>
public static class RoleWords
{
    public static readonly IReadOnlyList<Role> All = [Role.Viewer, Role.Operator, Role.Admin];

    /// <summary>What somebody with the role may do.</summary>
    public static string May(Role role) => role switch
    {
        Role.Viewer => SettingsTexts.SeesKeysMcpClientsCredentialsAndChanges,
        Role.Operator => SettingsTexts.AlsoCommitsAccessVirtualKeysSharing,
        _ => SettingsTexts.AlsoPeopleAndGroupsWhatMcpClients,
    };
}
