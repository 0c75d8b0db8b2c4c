using System.Globalization;
using System.Resources;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>The heading of a page, known before the page is read: the first answer of the server shows it over a skeleton.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageHeadingAttribute(string text) : Attribute
{
    public PageHeadingAttribute(Type texts, string name) : this(new ResourceManager(texts).GetString(name, CultureInfo.InvariantCulture)!)
    {
    }

    public string Text { get; } = text;
}
