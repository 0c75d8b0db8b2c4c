using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>What a new MCP client and the settings of one have in common.</summary>
public sealed partial class ClientFields
{
    private ElementReference first;

    [Parameter, EditorRequired]
    public required ClientForm Form { get; set; }

    /// <summary>Tells the ids of two forms on a page apart.</summary>
    [Parameter, EditorRequired]
    public required string Prefix { get; set; }

    /// <summary>Header names are asked for here, since there are none yet; those that stand are edited through the review.</summary>
    [Parameter]
    public bool NamesHere { get; set; } = true;

    /// <summary>The name has the focus when the form opens.</summary>
    [Parameter]
    public bool TakesFocus { get; set; }

    [Parameter]
    public EventCallback OnEdit { get; set; }

    /// <summary>Below the name.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private bool AsksForNames => NamesHere && Form.AuthType == AuthType.PerUserHeaders;

    private string Placeholder => Form.ConnectionType == ConnectionType.Stdio ? "npx -y @acme/mcp-server" : "https://mcp.example.com/mcp";

    private string AddressHint => Form.ConnectionType == ConnectionType.Stdio
        ? McpClientTexts.TheCommandLineWithWhichTheGateway
        : McpClientTexts.AddressHint;

    private string NamesHint => Form.Names.Count == 0 ? McpClientTexts.WhatEachPersonOrKeyHasTo2
        : HeaderName.CanonicalList(Form.Names, out var errors) is { } names ? McpClientTexts.StoredAs.With(string.Join(", ", names))
        : errors[0];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && TakesFocus)
            await first.FocusAsync();
    }

    private string Id(string field) => $"{Prefix}-{field}";

    private string Tone(string field) => Form.Wrong(field) is null ? "" : "bad";

    private string Invalid(string field) => Form.Wrong(field) is null ? "false" : "true";

    private Task OnTyped() => OnEdit.InvokeAsync();
}
