using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads.McpClients;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Search and filters of the list. Every choice is a link, since the state is the URL.</summary>
public sealed partial class ClientFilters
{
    private bool isOpen;

    [Parameter, EditorRequired]
    public required ClientListAddress Address { get; set; }

    [Parameter]
    public string? Total { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    private McpClientFilter Filter => Address.Filter;

    private string Open => isOpen ? "open" : "";

    private string OpenWord => isOpen ? "true" : "false";

    private string? AuthWord => Filter.AuthType is { } auth ? ClientWords.Of(auth) : null;

    private string? SharedWord => Filter.AllKeys switch { true => McpClientTexts.AllKeys, false => McpClientTexts.SomeKeys, null => null };

    private string? StateWord => Filter.Disabled switch { true => McpClientTexts.DisabledWord, false => McpClientTexts.Enabled, null => null };

    private IEnumerable<FilterChoice> AuthTypes => ClientWords.AuthTypes
        .Select(auth => new FilterChoice(ClientWords.Of(auth), HrefOf(Filter with { AuthType = auth }), Filter.AuthType == auth));

    private IEnumerable<FilterChoice> SharedWith =>
    [
        new(McpClientTexts.AllVirtualKeys, HrefOf(Filter with { AllKeys = true }), Filter.AllKeys == true),
        new(McpClientTexts.SomeVirtualKeys, HrefOf(Filter with { AllKeys = false }), Filter.AllKeys == false),
    ];

    private IEnumerable<FilterChoice> States =>
    [
        new(McpClientTexts.Enabled2, HrefOf(Filter with { Disabled = false }), Filter.Disabled == false),
        new(McpClientTexts.Disabled, HrefOf(Filter with { Disabled = true }), Filter.Disabled == true),
    ];

    private string HrefOf(McpClientFilter filter) => Address.With(filter).Href;

    private void Toggle() => isOpen = !isOpen;
}
