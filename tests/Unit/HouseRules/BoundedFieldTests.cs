using System.Text.RegularExpressions;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>More than a message can hold in a bound field ends the circuit: every field that is bound has a bound.</summary>
public sealed partial class BoundedFieldTests
{
    [Fact]
    public void Every_bound_text_field_says_how_long_its_text_may_be()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Dashboard", "Components"), "*.razor", SearchOption.AllDirectories);
        var unbounded = pages.SelectMany(page => Field().Matches(File.ReadAllText(page))
            .Where(field => Bound().IsMatch(field.Value) && !Short().IsMatch(field.Value) && !field.Value.Contains("maxlength=", StringComparison.Ordinal))
            .Select(field => $"{Path.GetFileName(page)}: {field.Value}"));

        Assert.Empty(unbounded);
    }

    [GeneratedRegex("<(input|textarea)\\b[^>]*>")]
    private static partial Regex Field();

    [GeneratedRegex("@bind|@oninput|@onchange")]
    private static partial Regex Bound();

    [GeneratedRegex("type=\"(checkbox|radio|date|number)\"")]
    private static partial Regex Short();
}
