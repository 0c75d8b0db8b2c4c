using System.Globalization;
using Gatehouse.Data.Import.Bifrost;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>What an import says, in words.</summary>
internal static class ImportWords
{
    private static readonly (string List, string Name)[] Lists =
    [
        ("mcp_clients", "MCP clients"), ("virtual_keys", "Virtual keys"), ("grants", "Grants"), ("access_profiles", "Access profiles, from Virtual MCPs"), ("users", "People"),
        ("groups", "Groups, from teams"), ("oauth_tokens", "OAuth tokens"), ("header_credentials", "Header credentials"), ("oauth_flows", "Pending sign-ins"), ("header_flows", "Pending header submissions"),
    ];

    /// <summary>Lists with their rows, those without left out.</summary>
    public static IEnumerable<(string Name, string Count)> Rows(BifrostReport report) =>
        Lists.Where(list => report.Rows.GetValueOrDefault(list.List) > 0).Select(list => (list.Name, Layout.Words.Number(report.Rows[list.List])));

    /// <summary>"1 row", "1,234 rows".</summary>
    public static string Count(int count) => count == 1 ? "1 row" : $"{Layout.Words.Number(count)} rows";

    /// <summary>What to do next.</summary>
    public static string Bar(bool isChosen, BifrostReport? report, bool canImport) =>
        !isChosen ? "Choose a database. Nothing is written before Import."
        : report is null ? "A dry run says what would come in. It writes nothing."
        : canImport ? $"{Count(report.Total)} would come in. Nothing is written yet."
        : report.Total == 0 ? "No row would come in."
        : $"{Count(report.Refused.Total)} cannot come in: mend them in Bifrost, or choose to import the other rows.";

    /// <summary>"SQLite, tables of Bifrost 2.0 (G2)".</summary>
    public static string Of(BifrostReport report) => $"{report.Engine}, {report.Generation switch
    {
        BifrostGeneration.First => "tables of Bifrost 1.5 (G1)",
        BifrostGeneration.Second => "tables of Bifrost 2.0 (G2)",
        _ => "tables of Bifrost with Virtual MCPs (G3)",
    }}";

    /// <summary>"12.3 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000d:N1} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000d:N1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000d:N1} GB"),
    };
}
