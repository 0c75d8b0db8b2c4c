namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>The heading of a page, known before the page is read: the first answer of the server shows it over a skeleton.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageHeadingAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
