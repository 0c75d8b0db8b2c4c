using System.Text;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Assign;

public sealed class CsvTests : IDisposable
{
    private readonly TestDatabase database = new();

    public CsvTests()
    {
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"), Some.McpClient(3, "notion"));
        database.Add(Some.User(1, "Ana Ortiz"), Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "docs-bot"), Some.VirtualKey(3, "ana-laptop", user: 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Keys_and_clients_are_named_by_id_or_name_and_the_header_in_any_case_and_order()
    {
        var sheet = await Sheets.CheckAsync(database, """
            Tools,Action,MCP client,Virtual key
            *,grant,github,ci-bot
            "search,read",Grant,c2,vk2
            ,REVOKE,notion,DOCS-BOT
            none,,notion,ci-bot
            """);
        Assert.Empty(sheet.Codes());
        Assert.Equal(["vk1 c1 *", "vk2 c2 read search", "vk2 c3 -", "vk1 c3 "], sheet.Wanted());
        Assert.Equal([["*"], ["read", "search"], null, []], sheet.ToEdit().Rows!.Select(row => row.ToolsToExecute));
    }

    [Theory]
    [InlineData("virtual_key;mcp_client;action\nci-bot;github;grant")]
    [InlineData("virtual_key\tmcp_client\taction\r\nci-bot\tgithub\tgrant\r\n")]
    [InlineData("\uFEFFvirtual_key,mcp_client,action\n\n\"ci-bot\" , \"github\",grant\n\n")]
    [InlineData("virtual_key,mcp_client\nci-bot,github\n,\n")]
    [InlineData("virtual_key,grant\nci-bot,github")]
    [InlineData("virtual_key,mcp_client,action,tools,,\nci-bot,github,grant,*,,\n,,,,,\n")]
    [InlineData("virtual_key,mcp_client,action,tools\nci-bot,github,grant,*,,\n")]
    [InlineData("virtual_key,,mcp_client,action\nci-bot,,github,grant\n")]
    [InlineData("sep=;\r\nvirtual_key;mcp_client;action\r\nci-bot;github;grant\r\n")]
    [InlineData("line,virtual_key,mcp_client,action,code,what_is_wrong\n7,ci-bot,github,grant,unknown_virtual_key,It was wrong")]
    public async Task Delimiters_quotes_marks_and_empty_lines_do_not_matter(string file)
    {
        var sheet = await Sheets.CheckAsync(database, file);
        Assert.Empty(sheet.Codes());
        Assert.Equal(["vk1 c1 *"], sheet.Wanted());
    }

    [Fact]
    public async Task One_line_may_grant_some_clients_and_revoke_others()
    {
        database.Add(Some.Grant(1, 2));
        var sheet = await Sheets.CheckAsync(database, "virtual_key,grant,revoke,tools\nci-bot,\"github,notion\",jira,search");
        var line = Assert.Single(sheet.Lines());
        Assert.Equal(
            [("github", null, ToolList.Of(["search"])), ("notion", null, ToolList.Of(["search"])), ("jira", ToolList.All, null)],
            line.Fields.Select(change => (change.Client, change.Before, change.After)));
        Assert.Equal((1, 1, 1, 3), (sheet.Rows, sheet.Keys, sheet.ChangedKeys, sheet.Changes));
    }

    [Theory]
    [InlineData(",github,grant,", "missing_target", "Virtual key is missing.")]
    [InlineData("ci-bot,,grant,", "missing_mcp_client", "MCP client is missing.")]
    [InlineData("ci-bot,,,", "missing_mcp_client", "MCP client is missing.")]
    [InlineData("ci-bot,github,allow,", "bad_action", "Action must be grant or revoke.")]
    [InlineData("ci-bot,github,grant,\"*,search\"", "bad_tools", "must stand alone")]
    [InlineData("ci-bot,github,grant,\"search,search\"", "bad_tools", "named twice")]
    [InlineData("ci-bot,github,revoke,search", "bad_tools", "A revoke takes the whole grant.")]
    [InlineData("ci-bot,github,grant,search,read", "too_many_fields", "\"read\" stands under no column of the first line.")]
    [InlineData("ci-bot,github,grant,\"\"\"search\"\"x\"", "bad_tools", "A quote is not closed, or a name goes on behind it.")]
    [InlineData("ci-bot\u200B,github,grant,", "unknown_virtual_key", "There is no virtual key \"ci-bot[U+200B]\". Did you mean ci-bot?")]
    [InlineData("docs\u2011bot,github,grant,", "unknown_virtual_key", "There is no virtual key \"docs[U+2011]bot\".")]
    [InlineData("ci-b\"o\"t,git\"hub,grant,", "bad_quotes", "A quote stands where none may.")]
    [InlineData("ci-bto,github,grant,", "unknown_virtual_key", "There is no virtual key \"ci-bto\". Did you mean ci-bot?")]
    [InlineData("someone-else,github,grant,", "unknown_virtual_key", "Correct or remove the row.")]
    [InlineData("ci-bot,gihtub,grant,", "unknown_mcp_client", "Did you mean github?")]
    public async Task A_bad_line_is_named_with_its_number_a_code_and_what_to_do(string line, string code, string message)
    {
        var sheet = await Sheets.CheckAsync(database, $"virtual_key,mcp_client,action,tools\ndocs-bot,github,grant,\n\n{line}\ndocs-bot,jira,grant,");
        var error = Assert.Single(sheet.Invalid);
        Assert.Equal((4, code), (error.Line, error.Code));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((3, 2), (sheet.Rows, sheet.Valid));
        Assert.Equal(["vk2 c1 *", "vk2 c2 *"], sheet.Wanted());
    }

    [Fact]
    public async Task A_line_says_every_name_that_is_wrong_and_lines_inside_quotes_are_counted()
    {
        var sheet = await Sheets.CheckAsync(database, "virtual_key,mcp_client,action\n\"no\nsuch\",nothing,grant\nno-key,github,grant");
        Assert.Equal(["2 unknown_virtual_key", "4 unknown_virtual_key"], sheet.Codes());
        Assert.Contains("There is no MCP client \"nothing\".", sheet.Invalid[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_is_meant_by_two_columns_or_owns_nothing_is_an_error()
    {
        database.Add(Some.User(2), Some.Group(1));
        var sheet = await Sheets.CheckAsync(database, """
            virtual_key,user,group,mcp_client
            ci-bot,u1,,github
            ,u2,,github
            ,,g1,github
            ,u9,,github
            ,,g9,github
            ,,,github
            """);
        Assert.Equal(["2 two_targets", "3 no_virtual_key", "4 no_virtual_key", "5 unknown_user", "6 unknown_group", "7 missing_target"], sheet.Codes());
    }

    [Theory]
    [InlineData("", "There is nothing to read.")]
    [InlineData("virtual_key,mcp_client,action\n", "The file has no rows")]
    [InlineData("virtual_key,mcp_client,tool\nci-bot,github,*", "There is no column \"tool\".")]
    [InlineData("virtual_key,mcp_client,MCP client\nci-bot,github,*", "The column \"mcp_client\" is there twice.")]
    [InlineData("mcp_client,action\ngithub,grant", "whose access changes")]
    [InlineData("virtual_key,action\nci-bot,grant", "which client")]
    public async Task A_file_that_cannot_be_read_says_why(string file, string message)
    {
        var outcome = Assert.IsType<AssignOutcome.Unreadable>(await Sheets.ReadAsync(database, file));
        Assert.Contains(message, outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_a_tool_may_hold_spaces_bars_commas_and_quotes_and_lists_have_commas_between_whatever_delimits_the_fields()
    {
        var sheet = await Sheets.CheckAsync(database, """"""""
            virtual_key;mcp_client;action;tools
            ci-bot;github;grant;"get_ticket,list_tickets"
            ci-bot;jira;grant;Husqvarna Automowers Status
            ci-bot;notion;grant;"a|b,""x,""""y"""""""
            """""""");
        Assert.Empty(sheet.Codes());
        Assert.Equal([["get_ticket", "list_tickets"], ["Husqvarna Automowers Status"], ["a|b", "x,\"y\""]], sheet.Lines().SelectMany(line => line.Fields).Select(field => field.After!.Names));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_in_UTF16_with_a_mark_is_read(bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("virtual_key\tmcp_client\r\nci-bot\tgithub\r\n")];
        Assert.Equal(["vk1 c1 *"], Assert.IsType<AssignOutcome.Checked>(await new AssignCheck(database).FileAsync(new MemoryStream(file))).Sheet.Wanted());
    }

    public static TheoryData<byte[], string> NoText => new()
    {
        { [(byte)'P', (byte)'K', 3, 4, 20, 0, 6, 0], "This is an Excel workbook or another ZIP file. In Excel, save it as CSV UTF-8." },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "This is an old Excel workbook or another Office document. In Excel, save it as CSV UTF-8." },
        { [0x1F, 0x8B, 8, 0], "This is a compressed file (gzip). Unpack it first." },
        { [.. Encoding.UTF8.GetBytes("virtual_key"), 1, 0, 0, 2], "This is no text file: it holds bytes that no text has." },
    };

    [Theory]
    [MemberData(nameof(NoText))]
    public async Task A_file_that_is_no_text_is_told_in_one_sentence_and_none_of_it_is_repeated(byte[] file, string message) =>
        Assert.Equal(message, Assert.IsType<AssignOutcome.Unreadable>(await new AssignCheck(database).FileAsync(new MemoryStream(file))).Message);

    [Fact]
    public async Task A_first_line_of_900_kB_is_refused_and_never_repeated_whole()
    {
        var outcome = Assert.IsType<AssignOutcome.Unreadable>(await Sheets.ReadAsync(database, new string('x', 900_000) + "\n1\n"));
        Assert.StartsWith("There is no column \"xxxxx", outcome.Message, StringComparison.Ordinal);
        Assert.InRange(outcome.Message.Length, 1, 400);
        var named = await Sheets.CheckAsync(database, $"virtual_key,mcp_client\n{new string('y', 900_000)},github\n");
        Assert.InRange(named.Invalid.Single().Message.Length, 1, 400);
    }

    [Fact]
    public async Task A_file_that_is_not_UTF8_is_refused_with_the_line()
    {
        var file = new MemoryStream([.. Encoding.UTF8.GetBytes("virtual_key,mcp_client\nci-bot,github\n"), (byte)'c', 0xE9, .. Encoding.UTF8.GetBytes(",github\n")]);
        var outcome = Assert.IsType<AssignOutcome.Unreadable>(await new AssignCheck(database).FileAsync(file));
        Assert.Equal(3, outcome.Line);
        Assert.Contains("UTF-8", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_has_no_error_of_form()
    {
        var sheet = await Sheets.CheckAsync(database, AssignTemplates.Csv);
        Assert.Equal(5, sheet.Rows);
        Assert.All(sheet.Invalid, error => Assert.StartsWith("unknown_", error.Code, StringComparison.Ordinal));
    }
}
