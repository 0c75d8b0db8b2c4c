using System.Text.RegularExpressions;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>Names are searched, sorted and compared by Folding alone: another way finds less, or sorts otherwise than the database.</summary>
public sealed partial class FoldingTests
{
    // Words of a protocol or a file, hosts, paths, hashes, words for the eye: never the name that somebody gave a thing.
    private static readonly string[] NotOfNames =
    [
        "Assign/CsvColumns.cs", "Assign/BulkOperation.cs", "Assign/NameList.cs", "Assign/CsvRows.cs", "Assign/BulkRequestRows.cs", "Policy/AddressSecrets.cs", "Policy/McpClientSettings.cs",
        "Policy/HeaderName.cs", "Tokens/ApiTokenStore.cs", "Record/RecordWalk.cs", "Samples/ScaleScenario.cs", "Samples/DemoPeople.cs", "Credentials/Kinds/CredentialFacts.cs", "Engines/DatabaseFile.cs",
        "Engines/SqliteTuning.cs", "Import/RowJson.cs", "Import/Bifrost/BifrostClients.cs", "Kernel/Folding.cs", "Engines/SqliteFold.cs",
    ];

    [Fact]
    public void Nothing_of_Data_that_handles_names_folds_them_in_its_own_way()
    {
        var folding = Sources("src/Data").Where(file => OwnWay().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, "src/Data"), file).Replace('\\', '/'));

        Assert.Equal(NotOfNames.Order(StringComparer.Ordinal), folding.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_list_is_sorted_grouped_or_searched_without_Folding() =>
        Assert.Empty(from file in Sources("src").Where(file => !NotOfNames.Any(known => file.Replace('\\', '/').EndsWith($"src/Data/{known}", StringComparison.Ordinal)))
                     from line in File.ReadLines(file)
                     where (HasNames().IsMatch(file) && (InMemory().IsMatch(line) || Searched().IsMatch(line))) || (file.Contains("Reads", StringComparison.Ordinal) && SortedByBytes().IsMatch(line))
                     select $"{Path.GetFileName(file)}: {line.Trim()}");

    private static IEnumerable<string> Sources(string folder) =>
        System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !BuildOutput().IsMatch(file) && !file.Contains("Migrations", StringComparison.Ordinal));

    [GeneratedRegex(@"\bTo(Lower|Upper)(Invariant)?\(|IgnoreCase\b|CurrentCulture|\blower\(")]
    private static partial Regex OwnWay();

    [GeneratedRegex(@"(OrderBy|ThenBy|Sort|Order|Distinct|Except|Intersect|Union|GroupBy|ToLookup|ToDictionary|HashSet|Dictionary)\w*(<[^>]*>)?\([^;]*IgnoreCase")]
    private static partial Regex InMemory();

    [GeneratedRegex(@"OrderBy(Descending)?\((\w+) => \2(\.\w+)*\.\w*Name!?\)|orderby \w+(\.\w+)*\.\w*Name\b")]
    private static partial Regex SortedByBytes();

    [GeneratedRegex(@"\.Contains\([^;]*IgnoreCase")]
    private static partial Regex Searched();

    [GeneratedRegex(@"[\\/](Reads|Reconciliation|Assign|Components|Api|Exports|Commands)[\\/]")]
    private static partial Regex HasNames();

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]")]
    private static partial Regex BuildOutput();
}
