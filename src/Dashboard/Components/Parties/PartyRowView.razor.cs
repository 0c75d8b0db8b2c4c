using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Parties;

/// <summary>One party in the editor of a list of them.</summary>
public sealed partial class PartyRowView
{
    [Parameter, EditorRequired]
    public required PartyLine Line { get; set; }

    /// <summary>The list holds more than one kind.</summary>
    [Parameter]
    public bool ShowsKind { get; set; }

    /// <summary>Before the name, on the button: "Take from", "Remove".</summary>
    [Parameter, EditorRequired]
    public required string RemoveWord { get; set; }

    /// <summary>On who is new: "Given", "Added".</summary>
    [Parameter, EditorRequired]
    public required string AddedWord { get; set; }

    [Parameter]
    public EventCallback<PartyLine> OnRemove { get; set; }

    [Parameter]
    public EventCallback<PartyLine> OnKeep { get; set; }

    private string Struck => Line.IsRemoved ? "was" : "";

    private string RemoveLabel => $"{RemoveWord} {Line.Row.Name}";

    private string KeepWord => Line.IsAdded ? PeopleTexts.TakeBack : PeopleTexts.Keep;

    private string KeepLabel => $"{KeepWord} {Line.Row.Name}";

    private Task Remove() => OnRemove.InvokeAsync(Line);

    private Task Keep() => OnKeep.InvokeAsync(Line);
}
