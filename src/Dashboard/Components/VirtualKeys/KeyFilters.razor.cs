using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Search and filters of the list. Every choice is a link, since the state is the URL.</summary>
public sealed partial class KeyFilters
{
    private bool isOpen;

    [Parameter, EditorRequired]
    public required KeyListAddress Address { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ClientName> Clients { get; set; }

    /// <summary>The owner filtered by, when there is one of that id.</summary>
    [Parameter]
    public OwnerName? Owner { get; set; }

    [Parameter]
    public string? Total { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    private VirtualKeyFilter Filter => Address.Filter;

    private string Open => isOpen ? "open" : "";

    private string OpenWord => isOpen ? "true" : "false";

    private string? State => Filter.State is { } state ? StatusLook.Of(state).Word : null;

    private string? Client => Clients.FirstOrDefault(client => client.Id == Filter.GrantsClient)?.Name ?? Filter.GrantsClient;

    private string? Orphaned => Filter.HasOrphaned switch { true => "yes", false => "no", null => null };

    private string? OwnerWord => Filter.Owner is null ? null : Filter.Owner == VirtualKeyFilter.Nobody ? VirtualKeyTexts.Unowned : Owner?.Name ?? Filter.Owner;

    private IEnumerable<FilterChoice> States => Enum.GetValues<VirtualKeyState>()
        .Select(state => new FilterChoice(StatusLook.Of(state).Word, Without(Filter with { State = state }), Filter.State == state));

    private IEnumerable<FilterChoice> ClientChoices => Clients
        .Select(client => new FilterChoice(client.Name, Without(Filter with { GrantsClient = client.Id }), Filter.GrantsClient == client.Id));

    private IEnumerable<FilterChoice> OrphanedChoices =>
    [
        new(VirtualKeyTexts.SomeAreOrphaned, Without(Filter with { HasOrphaned = true }), Filter.HasOrphaned == true),
        new(VirtualKeyTexts.NoneIsOrphaned, Without(Filter with { HasOrphaned = false }), Filter.HasOrphaned == false),
    ];

    private string Without(VirtualKeyFilter filter) => Address.With(filter).Href;

    private string OwnerHref(string id) => Without(Filter with { Owner = id });

    private void Toggle() => isOpen = !isOpen;
}
