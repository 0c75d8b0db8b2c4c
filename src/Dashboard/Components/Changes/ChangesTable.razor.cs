using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>Changes as a list shows them; whoever shows it reads the page.</summary>
public sealed partial class ChangesTable
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Null while it is read.</summary>
    [Parameter, EditorRequired]
    public Paged<ChangeItem>? Page { get; set; }

    [Parameter]
    public string? Failure { get; set; }

    /// <summary>The page shown, from 1.</summary>
    [Parameter]
    public int Number { get; set; } = 1;

    [Parameter]
    public int Size { get; set; } = Window.Default;

    [Parameter]
    public string Empty { get; set; } = ChangeTexts.NoChangeMatches;

    [Parameter]
    public EventCallback<int> OnTurn { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    private static string Moved(ChangeItem change)
    {
        var words = ReviewWords.Moved(change.Moves);
        return words.Length == 0 ? ChangeTexts.NoCredentialAffected : words;
    }

    private void Open(KeyboardEventArgs key, long id)
    {
        if (key.Key == "Enter")
            Navigation.NavigateTo(Links.Change(id));
    }
}
