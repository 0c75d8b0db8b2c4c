using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Settings;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Somebody who signs in, with what can be edited about them.</summary>
public sealed partial class AdminRow
{
    [Parameter, EditorRequired]
    public required AdminItem Admin { get; set; }

    /// <summary>Whoever has the page open: nobody takes their own role or place.</summary>
    [Parameter]
    public bool IsOneself { get; set; }

    [Parameter]
    public EventCallback<(AdminItem Admin, Role Role)> OnRole { get; set; }

    [Parameter]
    public EventCallback<AdminItem> OnLink { get; set; }

    [Parameter]
    public EventCallback<AdminItem> OnRemove { get; set; }

    private string RoleLabel => SettingsTexts.RoleOf.With(Admin.UserName);

    private string? RoleTitle => IsOneself ? SettingsTexts.NobodyChangesTheirOwnRole : null;

    private string LinkLabel => SettingsTexts.PasswordLinkFor.With(Admin.UserName);

    private string RemoveLabel => SettingsTexts.RemoveX.With(Admin.UserName);

    private string State => Admin switch
    {
        { HasPassword: false } => SettingsTexts.HasNotChosenAPasswordYet,
        _ => SettingsTexts.HasAPassword,
    };

    private string Tone => Admin.HasPassword ? "quiet" : "";

    private Task ChangeAsync(ChangeEventArgs change) => Enum.TryParse<Role>(change.Value?.ToString(), out var role) ? OnRole.InvokeAsync((Admin, role)) : Task.CompletedTask;

    private Task LinkAsync() => OnLink.InvokeAsync(Admin);

    private Task RemoveAsync() => OnRemove.InvokeAsync(Admin);
}
