using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Filter by owner: people and teams are many, so they are searched.</summary>
public sealed partial class OwnerFilter
{
    private string search = "";
    private IReadOnlyList<OwnerName> owners = [];

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Parameter, EditorRequired]
    public required string Without { get; set; }

    /// <summary>The list filtered by the owner of this id.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string> HrefOf { get; set; }

    private IEnumerable<FilterChoice> Found =>
    [
        new(VirtualKeyTexts.Unowned, HrefOf(VirtualKeyFilter.Nobody), false),
        .. owners.Select(owner => new FilterChoice(owner.IsGroup ? VirtualKeyTexts.TeamX.With(owner.Name) : owner.Name, HrefOf(owner.Id), false)),
    ];

    protected override Task OnInitializedAsync() => Find("");

    private async Task Find(string text)
    {
        search = text;
        // The list beside it says that the database cannot be read; a filter without choices must not take the page down.
        if (!await Loading.ReadAsync(() => Choices.OwnersAsync(text, 8), found => owners = found) && Failure is not null)
            owners = [];
    }
}
