using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Import.Bifrost;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>What an import says, in words.</summary>
internal static class ImportWords
{
    private static (string List, string Name)[] Lists =>
    [
        ("mcp_clients", ImportTexts.McpClients), ("virtual_keys", ImportTexts.VirtualKeys), ("grants", ImportTexts.Grants), ("access_profiles", ImportTexts.AccessProfiles), ("users", ImportTexts.People),
        ("groups", ImportTexts.Groups), .. CredentialFacts.All.Select(facts => (facts.Table, facts.IsFlow ? Format(ImportTexts.Pending, facts.Names) : facts.Titles)),
    ];

    /// <summary>Lists with their rows, those without left out.</summary>
    public static IEnumerable<(string Name, string Count)> Rows(BifrostReport report) =>
        Lists.Where(list => report.Rows.GetValueOrDefault(list.List) > 0).Select(list => (list.Name, Words.Number(report.Rows[list.List])));

    /// <summary>"1 row", "1,234 rows".</summary>
    public static string Count(int count) => count == 1 ? ImportTexts.OneRow : Format(ImportTexts.Rows, Words.Number(count));

    public static string Format(string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>What to do next.</summary>
    public static string Bar(bool isChosen, BifrostReport? report, bool canImport) =>
        !isChosen ? ImportTexts.BarChoose
        : report is null ? ImportTexts.BarDryRun
        : canImport ? Format(ImportTexts.BarReady, Count(report.Total))
        : report.Total == 0 ? ImportTexts.BarNone
        : Format(ImportTexts.BarRefused, Count(report.Refused.Total));

    /// <summary>"SQLite, tables of Bifrost 2.0 (G2)"; "config.json".</summary>
    public static string Of(BifrostReport report) => report.Engine == BifrostReport.ConfigFile ? report.Engine : Format(ImportTexts.SourceOf, report.Engine, report.Generation switch
    {
        BifrostGeneration.First => ImportTexts.FirstTables,
        BifrostGeneration.Second => ImportTexts.SecondTables,
        _ => ImportTexts.ThirdTables,
    });

    /// <summary>"12.3 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => Format(ImportTexts.Kilobytes, bytes / 1_000d),
        < 1_000_000_000 => Format(ImportTexts.Megabytes, bytes / 1_000_000d),
        _ => Format(ImportTexts.Gigabytes, bytes / 1_000_000_000d),
    };
}
