using System.Globalization;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.Record;

/// <summary>One entry: time, who, what happened with before and after, what it is about, from where.</summary>
public sealed partial class RecordRow
{
    private RecordLine line = null!;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required RecordItem Item { get; set; }

    private string Number => Item.Number.ToString("N0", CultureInfo.InvariantCulture);

    private string Sentence => line.Lead.Length > 0 ? " " + line.Text : line.Text;

    protected override void OnParametersSet() => line = RecordLine.Of(Item);

    private void Open(KeyboardEventArgs key)
    {
        if (key.Key == "Enter" && line.AboutHref is { } href)
            Navigation.NavigateTo(href);
    }
}
