using System.Text.RegularExpressions;
using Gatehouse.Data;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>Which room sees which, read from what the compiler made, so that the map of it cannot lie.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly CompiledNamespaces Data = new(typeof(DashboardDbContext).Assembly, "Gatehouse.Data");
    private static readonly CompiledNamespaces Dashboard = new(typeof(Program).Assembly, "Gatehouse.Dashboard");
    private static readonly string Map = Path.Combine(Repository.Root, "docs", "architecture.md");

    [Fact]
    public void No_namespaces_of_the_data_see_each_other_in_a_circle() => Assert.Empty(Data.Circles(name => name));

    [Fact]
    public void No_namespaces_of_the_dashboard_see_each_other_in_a_circle_but_inside_the_folder_of_one_page() =>
        Assert.Empty(Dashboard.Circles(name => Page().Match(name) is { Success: true } page ? page.Value : name));

    /// <summary>With GATEHOUSE_WRITE_MAP=1 the map is written instead: then say in it what a new room holds.</summary>
    [Fact]
    public void The_map_says_what_the_compiler_saw()
    {
        var text = File.ReadAllText(Map);
        var drawn = Section().Replace(text, match => $"{match.Groups["begin"].Value}\n{Rows(match.Groups["name"].Value == "data" ? Data : Dashboard, match.Value)}{match.Groups["end"].Value}");
        if (Environment.GetEnvironmentVariable("GATEHOUSE_WRITE_MAP") == "1")
            File.WriteAllText(Map, drawn);

        Assert.Equal(drawn, File.ReadAllText(Map));
        Assert.DoesNotContain("| ? |", drawn, StringComparison.Ordinal);
    }

    private static string Rows(CompiledNamespaces namespaces, string drawn)
    {
        var said = Row().Matches(drawn).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["holds"].Value);
        var lines = namespaces.All.Select(name => (Name: name, Sees: namespaces.SeenBy(name).ToArray())).ToDictionary(room => room.Name, room => room.Sees);
        var height = Heights(lines);
        return "| room | holds | sees |\n|---|---|---|\n" + string.Concat(lines.OrderBy(line => height[line.Key]).ThenBy(line => line.Key, StringComparer.Ordinal)
            .Select(line => $"| `{line.Key}` | {said.GetValueOrDefault(line.Key, "?")} | {(line.Value.Length == 0 ? "nothing of ours" : string.Join(", ", line.Value.Select(Short)))} |\n"));
    }

    // From the ground up: a room stands above all that it sees. As many rounds as rooms are enough, and a circle ends too.
    private static Dictionary<string, int> Heights(Dictionary<string, string[]> sees)
    {
        var height = sees.Keys.ToDictionary(name => name, _ => 0);
        for (var round = 0; round < sees.Count; round++)
            foreach (var (name, seen) in sees)
                height[name] = seen.Select(other => height[other] + 1).DefaultIfEmpty(0).Max();
        return height;
    }

    private static string Short(string name) => name is "Gatehouse.Data" or "Gatehouse.Dashboard" ? "the root" : name.Split('.', 3)[2];

    // Components.Reconciliation is no page: its rooms stand above each other too.
    [GeneratedRegex(@"^Gatehouse\.Dashboard\.Components\.(?!Reconciliation\b)\w+")]
    private static partial Regex Page();

    [GeneratedRegex(@"(?<begin><!-- (?<name>\w+): made by ArchitectureTests -->)\n(.*?)(?<end><!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| `(?<name>[\w.]+)` \| (?<holds>[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
