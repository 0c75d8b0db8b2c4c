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

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required ChangeListAddress Address { get; set; }

    /// <summary>By its name; by its id when it is gone.</summary>
    private string? Value => ChangeObjects.Of(Address.Filter) is { } asked ? named is null ? asked.Id : Of(named) : null;

    private IEnumerable<FilterChoice> Found => found.Select(known => new FilterChoice(Of(known), Address.About(known.Kind, known.Id).Href, false));

    protected override async Task OnParametersSetAsync()
    {
        if (Address.Filter == read)
            return;
        read = Address.Filter;
        named = await ReadAsync(() => Objects.NamedAsync(Address.Filter));
    }

    private async Task Find(string text)
    {
        search = text;
        var answer = text.Length == 0 ? [] : await ReadAsync(() => Objects.FindAsync(text)) ?? [];
        if (text == search)
            found = answer;
    }

    private async Task<T?> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await Task.Run(read);
        }
        catch (Exception error)
        {
            // The list beside it says that the database cannot be read; a filter without choices must not take the page down.
            Failures.Report(error);
            return default;
        }
    }

    private static string Of(ChangeObject known) => $"{Words.Of(known.Kind)} {known.Name}";
}
