using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>What stands in the place of a page until its circuit is there: its heading, and rows of the height that its rows have.</summary>
public sealed partial class PageSkeleton
{
    [CascadingParameter]
    public Type? Page { get; set; }

    private static IEnumerable<string> Widths => Enumerable.Range(0, 8).Select(row => $"width: {30 + (row * 13 % 45)}%");

    private string? Heading => Page?.GetCustomAttribute<PageHeadingAttribute>()?.Text;

    private string Title => Heading is null ? "Gatehouse" : $"{Heading} · Gatehouse";
}
