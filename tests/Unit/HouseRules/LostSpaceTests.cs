using System.Text.RegularExpressions;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>Razor takes away the space before a block: "No key matches.Clear the filters". What follows a text in a block brings its space along.</summary>
public sealed partial class LostSpaceTests
{
    [Fact]
    public void What_follows_a_text_in_a_block_begins_with_a_space()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Dashboard", "Components"), "*.razor", SearchOption.AllDirectories);

        Assert.Empty(pages.SelectMany(page => Glued().Matches(File.ReadAllText(page)).Select(found => $"{Path.GetFileName(page)}: {found.Value}")));
    }

    [GeneratedRegex("[\\w)\"] *@if \\([^\\n]*\\)\\s*\\{\\s*<(a|span|text|b|code)\\b")]
    private static partial Regex Glued();
}
