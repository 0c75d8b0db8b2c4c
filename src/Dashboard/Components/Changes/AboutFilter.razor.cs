using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>Filter by what changes touched: there are too many of each to list, so they are searched.</summary>
public sealed partial class AboutFilter
{
    private string search = "";
    private IReadOnlyList<ChangeObject> found = [];
    private ChangeObject? named;
    private ChangeFilter? read;

    [Inject]
    public required ChangeObjects Objects { get; set; }

    [Parameter, EditorRequired]
    public required ChangeListAddress Address { get; set; }

    private Loading Finding => field ??= Another();

    /// <summary>By its name; by its id when it is gone.</summary>
    private string? Value => ChangeObjects.Of(Address.Filter) is { } asked ? named is null ? asked.Id : Of(named) : null;

    private IEnumerable<FilterChoice> Found => found.Select(known => new FilterChoice(Of(known), Address.About(known.Kind, known.Id).Href, false));

    protected override async Task OnParametersSetAsync()
    {
        if (Address.Filter == read)
            return;
        read = Address.Filter;
        // The list beside it says that the database cannot be read; a filter without choices must not take the page down.
        if (!await Loading.ReadAsync(() => Objects.NamedAsync(Address.Filter), known => named = known) && Loading.Failure is not null)
            named = null;
    }

    private async Task Find(string text)
    {
        search = text;
        Finding.Drop();
        if (text.Length == 0 || (!await Finding.ReadAsync(() => Objects.FindAsync(text), answer => found = answer) && Finding.Failure is not null))
            found = [];
    }

    private static string Of(ChangeObject known) => $"{Words.Of(known.Kind)} {known.Name}";
}
