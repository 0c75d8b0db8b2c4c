using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>Word, icon and colour of a status, the same three everywhere.</summary>
/// <param name="Word">The word.</param>
/// <param name="Icon">SVG of the icon.</param>
/// <param name="Tone">CSS class that sets the colour.</param>
public sealed record StatusLook(string Word, string Icon, string Tone)
{
    public static StatusLook Of(CredentialStatus status) => status switch
    {
        CredentialStatus.Active => new("Active", Icons.Material.Outlined.CheckCircle, "active"),
        CredentialStatus.Orphaned => new("Orphaned", Icons.Material.Outlined.LinkOff, "orphaned"),
        CredentialStatus.NeedsReauth => new("Needs re-auth", Icons.Material.Outlined.LockReset, "reauth"),
        CredentialStatus.NeedsUpdate => new("Needs update", Icons.Material.Outlined.EditNote, "update"),
        _ => new("Pending", Icons.Material.Outlined.Schedule, "pending"),
    };

    public static StatusLook Of(Move move) => move switch
    {
        Move.Orphan => new("Orphan", Icons.Material.Outlined.LinkOff, "orphaned"),
        Move.Reactivate => new("Reactivate", Icons.Material.Outlined.Link, "active"),
        Move.NeedsUpdate => new("Needs update", Icons.Material.Outlined.EditNote, "update"),
        Move.Healthy => new("Complete", Icons.Material.Outlined.CheckCircle, "active"),
        Move.Delete => new("Delete", Icons.Material.Outlined.DeleteForever, "orphaned"),
        _ => new("Drop", Icons.Material.Outlined.TimerOff, "pending"),
    };

    public static StatusLook Of(VirtualKeyState state) => state switch
    {
        VirtualKeyState.Active => new("Active", Icons.Material.Outlined.CheckCircle, "active"),
        VirtualKeyState.Inactive => new("Inactive", Icons.Material.Outlined.PauseCircle, "quiet"),
        VirtualKeyState.Expired => new("Expired", Icons.Material.Outlined.EventBusy, "quiet"),
        _ => new("Expires soon", Icons.Material.Outlined.Schedule, "reauth"),
    };
}
