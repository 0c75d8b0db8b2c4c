using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>One filter of a list: a dashed button with choices; once set, its value and a way to take it off.</summary>
public sealed partial class FilterMenu
{
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>What is chosen; null: nothing.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>The list without this filter.</summary>
    [Parameter, EditorRequired]
    public required string Without { get; set; }

    [Parameter]
    public IEnumerable<FilterChoice> Choices { get; set; } = [];

    /// <summary>Above the choices, e.g. a search among them.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string ClearLabel => ControlTexts.ClearTheFilter.With(Name);
}

/// <summary>A choice is a link: the state of a list is its URL.</summary>
public sealed record FilterChoice(string Text, string Href, bool IsChosen)
{
    public string? Current => IsChosen ? "true" : null;
}
