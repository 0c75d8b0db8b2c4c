using System.Text.RegularExpressions;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Assign;

/// <summary>The examples of docs/assign.md are read by what they document, and its codes are those of the program.</summary>
public sealed partial class DocumentTests : IDisposable
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Root(), "docs", "assign.md"));
    private readonly TestDatabase database = new();

    public DocumentTests()
    {
        string[] clients = ["github", "jira", "notion", "slack", "zendesk"];
        database.Add([.. clients.Select((name, at) => (object)Some.McpClient(at + 1, name))]);
        var ana = Some.User(1, "Ana Ortiz");
        ana.UserName = "ana.ortiz@acme.example";
        var support = Some.Group(1);
        support.DisplayName = "Support";
        database.Add(ana, support);
        database.Add(Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "docs-indexer"), Some.VirtualKey(3, "ana-laptop", user: 1), Some.VirtualKey(4, "support-copilot", group: 1));
    }

    public static TheoryData<string> Examples => [.. Fence().Matches(Document).Select(match => match.Groups["text"].Value)];

    public void Dispose() => database.Dispose();

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_reads_without_an_invalid_row(string example)
    {
        var sheet = await Sheets.CheckAsync(database, example);
        Assert.Empty(sheet.Invalid.Select(error => error.Message));
        Assert.True(sheet.Changes > 0);
    }

    [Fact]
    public void Every_code_of_an_invalid_row_is_documented()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Root(), "src", "Data", "Assign"), "*.cs").Select(File.ReadAllText));
        string[] codes = [.. Code().Matches(sources).Select(match => match.Groups["code"].Value).Distinct()];
        Assert.True(codes.Length > 15, $"Only {codes.Length} codes were found.");
        Assert.DoesNotContain(codes, code => !Document.Contains($"`{code}`", StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Dashboard.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("^```(csv|json)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("\"(?<code>(unknown|bad|missing|two|too|no)_[a-z_]+|ambiguous|duplicate|contradiction)\"")]
    private static partial Regex Code();
}
