using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Credentials;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>A row of the list of all credentials; it opens its story.</summary>
public sealed partial class CredentialRow
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required CredentialItem Row { get; set; }

    /// <summary>The list with this row explained.</summary>
    [Parameter, EditorRequired]
    public required string Href { get; set; }

    /// <summary>For so many days orphans are kept.</summary>
    [Parameter, EditorRequired]
    public int OrphanDays { get; set; }

    [Parameter]
    public bool IsPicked { get; set; }

    /// <summary>Its story is open.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public EventCallback<(CredentialItem Row, bool IsPicked)> OnPick { get; set; }

    private string Tone => IsOpen ? "picked open" : IsPicked ? "picked" : "";

    private string Who => CredentialWords.Who(Row);

    private string WhyWords => (Row.OrphanedBy is null ? "" : ": ") + CredentialWords.Why(Row);

    private string SelectLabel => CredentialTexts.SelectX.With(CredentialWords.Name(Row));

    private DateTimeOffset? PurgedAt => Row.OrphanedAt?.AddDays(OrphanDays);

    private void Open(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
            Follow();
    }

    private Task PickAsync(ChangeEventArgs change) => OnPick.InvokeAsync((Row, change.Value is true));

    private void Follow() => Navigation.NavigateTo(Href);
}
