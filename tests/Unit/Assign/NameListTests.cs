using CsCheck;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Policy;

namespace Gatehouse.Tests.Unit.Assign;

public sealed class NameListTests
{
    private static readonly Gen<string> Text = Gen.Char["ab,\"'=;\t -none*\u200B"].Array[0, 8].Select(letters => new string(letters));

    [Theory]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData(" a , b ", new[] { "a", "b" })]
    [InlineData("Husqvarna Automowers Status", new[] { "Husqvarna Automowers Status" })]
    [InlineData("a|b", new[] { "a|b" })]
    [InlineData("\"a,b\", c", new[] { "a,b", "c" })]
    [InlineData("\"say \"\"hi\"\"\"", new[] { "say \"hi\"" })]
    [InlineData("say \"hi\"", new[] { "say \"hi\"" })]
    public void Names_stand_between_commas_and_in_quotes_where_a_comma_is_theirs(string text, string[] names) =>
        Assert.Equal(names, NameList.Read(text, out _));

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\"b,c")]
    public void A_quote_that_does_not_end_with_its_name_is_an_error(string text)
    {
        Assert.Null(NameList.Read(text, out var wrong));
        Assert.Contains("quote", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "[\"*\"]")]
    [InlineData("*", "[\"*\"]")]
    [InlineData("None", "[]")]
    [InlineData("\"none\"", "[\"none\"]")]
    public void All_none_and_a_tool_that_is_called_none_are_told_apart(string text, string json) =>
        Assert.Equal(json, NameList.Tools(text, out _)!.Json);

    [Fact]
    public void Any_names_read_back_as_they_were_written() => Text.Array[1, 5].Sample(names =>
        Assert.Equal(names, NameList.Read(NameList.Write(names), out _)));

    [Fact]
    public void Any_tool_list_reads_back_as_it_was_written() => Text.Array[0, 5].Sample(names =>
    {
        ToolList tools;
        try
        {
            tools = ToolList.Of(names);
        }
        catch (FormatException)
        {
            return;
        }
        Assert.Equal(tools, NameList.Tools(NameList.Write(tools), out _));
    });
}
