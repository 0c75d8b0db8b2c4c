using Gatehouse.Data.Reads;
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

    private string RoleLabel => $"Role of {Admin.UserName}";

    private string? RoleTitle => IsOneself ? "Nobody changes their own role." : null;

    private string LinkLabel => $"Password link for {Admin.UserName}";

    private string RemoveLabel => $"Remove {Admin.UserName}";

    private string State => Admin switch
    {
        { HasPassword: false } => "Has not chosen a password yet",
        _ => "Has a password",
    };

    private string Tone => Admin.HasPassword ? "quiet" : "";

    private Task ChangeAsync(ChangeEventArgs change) => Enum.TryParse<Role>(change.Value?.ToString(), out var role) ? OnRole.InvokeAsync((Admin, role)) : Task.CompletedTask;

    private Task LinkAsync() => OnLink.InvokeAsync(Admin);

    private Task RemoveAsync() => OnRemove.InvokeAsync(Admin);
}
