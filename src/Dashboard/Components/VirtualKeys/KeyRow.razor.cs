using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>A row of the list.</summary>
public sealed partial class KeyRow
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required VirtualKeyItem Key { get; set; }

    [Parameter, EditorRequired]
    public required string Href { get; set; }

    /// <summary>It is selected.</summary>
    [Parameter]
    public bool IsPicked { get; set; }

    [Parameter]
    public EventCallback<(VirtualKeyItem Key, bool IsPicked)> OnPick { get; set; }

    private string Tone => IsPicked ? "picked" : "";

    private string SelectLabel => VirtualKeyTexts.SelectX.With(Key.Name);

    private string Prefix => Key.Prefix is null ? "–" : Key.Prefix + "…";

    private string Owner => Key.Owner is null ? VirtualKeyTexts.Unowned : Key.Owner.IsGroup ? VirtualKeyTexts.TeamX.With(Key.Owner.Name) : Key.Owner.Name;

    private string OwnerTone => Key.Owner is null ? "quiet" : "";

    private string Grants => Key.Grants switch
    {
        0 => Key.HasProfile ? VirtualKeyTexts.ProfilesOnly : VirtualKeyTexts.AllKeysOnly,
        1 => VirtualKeyTexts.N1Client,
        _ => VirtualKeyTexts.XClients.With(Key.Grants),
    };

    private string GrantTone => Key.Grants == 0 ? "quiet" : "";

    private string? StateWord => Key is { State: VirtualKeyState.ExpiresSoon, ExpiresAt: { } at }
        ? VirtualKeyTexts.Expires + at.ToString("ddd d", CultureInfo.InvariantCulture) : null;

    private void Open(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
            Follow();
    }

    private Task PickAsync(ChangeEventArgs change) => OnPick.InvokeAsync((Key, change.Value is true));

    private void Follow() => Navigation.NavigateTo(Href);
}
