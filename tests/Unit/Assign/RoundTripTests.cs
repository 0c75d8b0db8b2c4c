using System.Text;
using CsCheck;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Assign;

/// <summary>The file of invalid rows says what the rows said: read again, they are invalid for the same reasons; corrected, they mean what was meant.</summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly Gen<string> Text = Gen.Char["ab,;\"'=-\n|*\uFF1D"].Array[0, 6].Select(letters => new string(letters));
    private readonly TestDatabase database = new();

    public RoundTripTests()
    {
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "a.b"));
        database.Add(Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "=cmd|x"), Some.VirtualKey(3, "'=quoted"));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Rows_of_any_text_are_invalid_for_the_same_reasons_when_they_are_read_again() => await Gen.Select(Text, Text, Text, Text.Array[0, 3]).Array[1, 4].SampleAsync(async rows =>
    {
        var file = Csv.Head("virtual_key", "mcp_client", "action", "tools") + string.Concat(rows.Select(row => Csv.Line(["no-key" + row.Item1, row.Item2, row.Item3, .. row.Item4])));
        var first = await Sheets.CheckAsync(database, file);
        var again = await Sheets.CheckAsync(database, AssignCsv.Errors(first));
        Assert.Equal(first.Invalid.Select(Told), again.Invalid.Select(Told));
        Assert.Equal(rows.Length, first.Invalid.Count);
    }, iter: 200);

    [Fact]
    public async Task Names_that_begin_like_formulas_mean_the_same_keys_again()
    {
        var sheet = await Sheets.CheckAsync(database, Csv.Head("virtual_key", "mcp_client") + Csv.Line("=cmd|x", "github") + Csv.Line("'=quoted", "github"));
        Assert.Empty(sheet.Codes());
        Assert.Equal(["vk2 c1 *", "vk3 c1 *"], sheet.Wanted());
    }

    [Fact]
    public async Task Tools_of_a_bulk_request_read_back_from_the_file_of_invalid_rows_and_are_valid_once_the_key_is_corrected()
    {
        var sheet = await Sheets.CheckAsync(database, Sheets.Bulk(Sheets.Patch(
            "/VirtualKeys/ci-bott", """{"op": "add", "path": "mcpClients", "value": [{"value": "a.b", "tools": ["Husqvarna Automowers Status", "a|b", "x,y"]}]}""")));
        Assert.Equal(["3 unknown_virtual_key"], sheet.Codes());
        var corrected = await Sheets.CheckAsync(database, AssignCsv.Errors(sheet).Replace("ci-bott", "ci-bot", StringComparison.Ordinal));
        Assert.Empty(corrected.Codes());
        Assert.Equal(ToolList.Of(["Husqvarna Automowers Status", "a|b", "x,y"]), corrected.Lines().Single().Fields.Single().After);
    }

    [Fact]
    public async Task A_line_with_too_many_fields_stays_one_and_does_not_become_another_grant()
    {
        var sheet = await Sheets.CheckAsync(database, "virtual_key,mcp_client,action,tools\nci-bot,github,grant,search,read");
        var again = await Sheets.CheckAsync(database, AssignCsv.Errors(sheet));
        Assert.Equal(["2 too_many_fields"], again.Codes());
        Assert.Contains("\"read\" stands under no column", again.Invalid[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_begins_with_a_byte_order_mark_for_Excel() =>
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'i', (byte)'d'], Encoding.UTF8.GetBytes(Csv.Head("id"))[..5]);

    private static string Told(RowError error) => $"{error.Code} {error.Target} {error.Client} {error.Action} {error.Message}";
}
