using CsCheck;
using Gatehouse.Data.Assign;

namespace Gatehouse.Tests.Unit.Assign;

public sealed class FormulaGuardTests
{
    private static readonly Gen<string> Text = Gen.Char["='+-@; \t\r\n\uFF1D\uFF20\u00A0ab,"].Array[0, 12].Select(letters => new string(letters));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("\uFF1DHYPERLINK(1)", "'\uFF1DHYPERLINK(1)")]
    [InlineData("\uFF0B1", "'\uFF0B1")]
    [InlineData("\uFF0D1", "'\uFF0D1")]
    [InlineData("\uFF20SUM", "'\uFF20SUM")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r=1", "'\r'=1")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData(";=1", ";'=1")]
    [InlineData("a\n@x", "a\n'@x")]
    [InlineData("  =1", "  '=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'tis", "'tis")]
    [InlineData("a=b", "a=b")]
    [InlineData("ci-bot", "ci-bot")]
    public void Where_a_cell_may_begin_no_formula_does(string text, string guarded)
    {
        Assert.Equal(guarded, FormulaGuard.Put(text));
        Assert.Equal(text, FormulaGuard.Take(guarded));
    }

    [Fact]
    public void Any_text_reads_back_as_it_was_written() => Text.Sample(text => Assert.Equal(text, FormulaGuard.Take(FormulaGuard.Put(text))));

    [Fact]
    public void No_text_begins_a_formula_in_any_cell_a_spreadsheet_may_cut_it_into() => Text.Sample(text =>
        Assert.DoesNotMatch("(^|[;\t\r\n])[ \u00A0]*[=+\\-@\uFF1D\uFF20]", FormulaGuard.Put(text)));
}
