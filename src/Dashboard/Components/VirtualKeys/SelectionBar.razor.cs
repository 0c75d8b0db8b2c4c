using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>What can be done with the selected keys.</summary>
public sealed partial class SelectionBar
{
    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required KeySelection Selection { get; set; }

    /// <summary>The list as it is filtered.</summary>
    [Parameter, EditorRequired]
    public required KeyListAddress Address { get; set; }

    /// <summary>How many keys its filter lets through.</summary>
    [Parameter, EditorRequired]
    public int Total { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private int Count => Selection.IsAll ? Total : Selection.Count;

    private string CountWords => Selection.IsAll ? VirtualKeyTexts.AllSelected.With(AssignWords.Count(Count, VirtualKeyTexts.Key, VirtualKeyTexts.Keys)) : VirtualKeyTexts.XSelected.With(AssignWords.Count(Count, VirtualKeyTexts.Key, VirtualKeyTexts.Keys));

    private string AllWords => VirtualKeyTexts.SelectAll.With(Words.Number(Total));

    private Task AllAsync()
    {
        Selection.All();
        return OnChanged.InvokeAsync();
    }

    private Task ClearAsync()
    {
        Selection.Clear();
        return OnChanged.InvokeAsync();
    }

    private async Task ExportAsync()
    {
        var filter = new VirtualKeyFilter { Only = [.. Selection.Keys.Select(key => key.Id)] };
        var csv = "";
        if (await Loading.ReadAsync(() => VirtualKeysCsv.OfAsync(Keys, filter), made => csv = made))
            await Js.InvokeVoidAsync("gatehouse.download", "virtual-keys.csv", "text/csv", csv);
    }

    private void Assign()
    {
        Session.Take(Selection.IsAll ? [] : Selection.Keys);
        Navigation.NavigateTo(Links.AssignAt("what", Selection.IsAll ? Everything : null));
    }

    /// <summary>The filter alone: which page of it was open does not matter.</summary>
    private string Everything => (Address with { Page = 1, Size = Window.Default }).Query is { Length: > 0 } query ? query : "all";
}
