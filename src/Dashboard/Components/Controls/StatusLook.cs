using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Word, icon and colour of a status, the same three everywhere.</summary>
/// <param name="Word">The word.</param>
/// <param name="Icon">SVG of the icon.</param>
/// <param name="Tone">CSS class that sets the colour.</param>
public sealed record StatusLook(string Word, string Icon, string Tone)
{
    public static StatusLook Of(CredentialStatus status) => status switch
    {
        CredentialStatus.Active => new(WordTexts.Active, Icons.Material.Outlined.CheckCircle, "active"),
        CredentialStatus.Orphaned => new(WordTexts.Orphaned, Icons.Material.Outlined.LinkOff, "orphaned"),
        CredentialStatus.NeedsReauth => new(WordTexts.NeedsReAuth, Icons.Material.Outlined.LockReset, "reauth"),
        CredentialStatus.NeedsUpdate => new(WordTexts.NeedsUpdate, Icons.Material.Outlined.EditNote, "update"),
        _ => new(WordTexts.Pending, Icons.Material.Outlined.Schedule, "pending"),
    };

    public static StatusLook Of(Move move) => move switch
    {
        Move.Orphan => new(WordTexts.Orphan, Icons.Material.Outlined.LinkOff, "orphaned"),
        Move.Reactivate => new(WordTexts.Reactivate, Icons.Material.Outlined.Link, "active"),
        Move.NeedsUpdate => new(WordTexts.NeedsUpdate, Icons.Material.Outlined.EditNote, "update"),
        Move.Healthy => new(WordTexts.Complete, Icons.Material.Outlined.CheckCircle, "active"),
        Move.Delete => new(WordTexts.Delete, Icons.Material.Outlined.DeleteForever, "orphaned"),
        _ => new(WordTexts.Drop, Icons.Material.Outlined.TimerOff, "pending"),
    };

    public static StatusLook Of(VirtualKeyState state) => state switch
    {
        VirtualKeyState.Active => new(WordTexts.Active, Icons.Material.Outlined.CheckCircle, "active"),
        VirtualKeyState.Inactive => new(WordTexts.Inactive, Icons.Material.Outlined.PauseCircle, "quiet"),
        VirtualKeyState.Expired => new(WordTexts.Expired, Icons.Material.Outlined.EventBusy, "quiet"),
        _ => new(WordTexts.ExpiresSoon, Icons.Material.Outlined.Schedule, "reauth"),
    };
}
