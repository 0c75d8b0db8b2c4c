using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>A link for those who may open what it leads to; for the others only its words.</summary>
public sealed partial class LinkFor
{
    /// <summary>Null: nowhere.</summary>
    [Parameter, EditorRequired]
    public string? Href { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public string? Title { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    private string Permission => Href!.StartsWith(Links.People, StringComparison.Ordinal) ? Permissions.People : Permissions.See;
}
