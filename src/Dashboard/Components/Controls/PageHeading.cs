using System.Globalization;
using System.Resources;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>The heading of a page, known before the page is read: the first answer of the server shows it over a skeleton.</summary>
/// <param name="texts">The class of the texts it is one of.</param>
/// <param name="name">Its name there.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageHeadingAttribute(Type texts, string name) : Attribute
{
    public string Text { get; } = new ResourceManager(texts).GetString(name, CultureInfo.InvariantCulture)!;
}
