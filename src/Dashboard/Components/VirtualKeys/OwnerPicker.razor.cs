using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Chooses who owns a key: a user, a group or nobody. People and teams are many, so they are searched.</summary>
public sealed partial class OwnerPicker
{
    private string search = "";
    private IReadOnlyList<OwnerName> found = [];

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    /// <summary>Its fields are named after this.</summary>
    [Parameter, EditorRequired]
    public required string IdPrefix { get; set; }

    /// <summary>Null: nobody.</summary>
    [Parameter, EditorRequired]
    public OwnerName? Chosen { get; set; }

    [Parameter]
    public EventCallback<OwnerName?> ChosenChanged { get; set; }

    /// <summary>The owner that stands, offered whatever is searched; null: nobody, who always is.</summary>
    [Parameter]
    public OwnerName? Standing { get; set; }

    /// <summary>The first that is found is chosen while one types; without it, typing only narrows the choice.</summary>
    [Parameter]
    public bool PicksFirst { get; set; }

    /// <summary>As forms carry it: "user:id" or "group:id".</summary>
    public static string Value(OwnerName owner) => $"{(owner.IsGroup ? "group" : "user")}:{owner.Id}";

    private string SearchId => $"{IdPrefix}-search";

    private string SelectId => IdPrefix;

    private string Placeholder => PicksFirst ? VirtualKeyTexts.Nobody : VirtualKeyTexts.NameOrUserName;

    private string Selected => Chosen is null ? "" : Value(Chosen);

    private IEnumerable<OwnerName> Options => new[] { Chosen, Standing }.OfType<OwnerName>().Union(found);

    protected override Task OnInitializedAsync() => FindAsync("");

    private static string Text(OwnerName owner) => owner.IsGroup ? VirtualKeyTexts.TeamX.With(owner.Name) : owner.Name;

    private async Task FindAsync(string text)
    {
        search = text;
        // Where it cannot be read, what stands stays chosen; the page beside it says that the database cannot be read.
        if (await Loading.ReadAsync(() => Choices.OwnersAsync(text), read => found = read) && PicksFirst)
            await ChosenChanged.InvokeAsync(text.Length > 0 && found.Count > 0 ? found[0] : null);
    }

    private Task ChooseAsync(string value) => ChosenChanged.InvokeAsync(Options.FirstOrDefault(option => Value(option) == value));
}
