using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Tests.Unit.Policy;

/// <summary>Header names, tool lists, addresses and ids: each limit from both sides.</summary>
public sealed class PolicyTextTests
{
    private static readonly McpClientSettings Plain = new("wiki", ConnectionType.Http, "https://mcp.example.com/mcp", AuthType.None);

    [Fact]
    public void A_header_name_has_at_most_128_characters_unless_it_is_asked_for_already()
    {
        var (longest, tooLong) = (new string('x', 128), new string('y', 129));
        Assert.Equal([longest], HeaderName.ToStore([longest], [], out _));
        Assert.Null(HeaderName.ToStore([tooLong, longest], [], out var errors));
        Assert.EndsWith("is longer than 128 characters.", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal([tooLong], HeaderName.ToStore([tooLong], [tooLong], out _));
    }

    [Fact]
    public void A_client_asks_for_at_most_100_headers_unless_it_asks_for_more_already()
    {
        string[] Names(int count) => [.. Enumerable.Range(0, count).Select(number => $"x-{number}")];
        Assert.Equal(100, HeaderName.ToStore(Names(100), [], out _)?.Count);
        Assert.Null(HeaderName.ToStore(Names(101), [], out var errors));
        Assert.Equal("101 header names are too many: name at most 100.", Assert.Single(errors));
        Assert.Equal(101, HeaderName.ToStore(Names(101), Names(101), out _)?.Count);
        Assert.Null(HeaderName.ToStore(Names(102), Names(101), out _));
    }

    [Theory]
    [InlineData("Host", "set by the connection itself")]
    [InlineData(" ", "A header name is empty.")]
    [InlineData("x a", "is not a header name")]
    public void A_header_that_nobody_can_store_is_refused(string name, string words)
    {
        Assert.Null(HeaderName.ToStore([name], [], out var errors));
        Assert.Contains(words, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_of_the_connection_that_is_asked_for_already_is_not_judged_again() => Assert.Equal(["host"], HeaderName.ToStore(["Host"], ["host"], out _));

    [Theory]
    [InlineData("* a", "stand alone")]
    [InlineData("a a", "named twice")]
    [InlineData("a ", "empty")]
    public void A_list_of_tools_that_says_two_things_is_refused(string names, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => ToolList.Of(names.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_lists_of_tools_let_through_what_either_does()
    {
        Assert.Equal(ToolList.Of(["a", "b", "c"]), ToolList.Of(["b", "a"]).Union(ToolList.Of(["c", "a"])));
        Assert.Equal(ToolList.All, ToolList.All.Union(ToolList.Of(["c"])));
        Assert.Equal(ToolList.All, ToolList.None.Union(ToolList.All));
        Assert.Equal(ToolList.None, ToolList.None.Union(ToolList.None));
        Assert.Equal(["all tools", "no tools", "1 tool", "2 tools"], new[] { ToolList.All, ToolList.None, ToolList.Of(["a"]), ToolList.Of(["a", "b"]) }.Select(list => list.ToString()));
    }

    [Theory]
    [InlineData("https://mcp.example.com/?key=a&key=b#key=c", "https://mcp.example.com/?key=********&key=********#key=c", "key=a key#2=b")]
    [InlineData("https://mcp.example.com/?key=&key&=x&team=a", "https://mcp.example.com/?key=&key&=x&team=a", "")]
    [InlineData("https://mcp.example.com/?api%5Fkey=a%20b", "https://mcp.example.com/?api%5Fkey=********", "api_key=a%20b")]
    [InlineData("npx server ?key=a", "npx server ?key=a", "")]
    [InlineData("https://mcp.example.com/key=a", "https://mcp.example.com/key=a", "")]
    public void Secrets_of_an_address_are_taken_out_by_name_and_put_back(string typed, string shown, string values)
    {
        var (address, taken) = AddressSecrets.Hide(typed);
        Assert.Equal((shown, values), (address, string.Join(' ', taken.Select(one => $"{one.Key}={one.Value}"))));
        Assert.Equal(typed, AddressSecrets.Fill(address, taken));
    }

    [Fact]
    public void An_address_of_which_a_secret_is_missing_is_none() =>
        Assert.Null(AddressSecrets.Fill("https://mcp.example.com/?key=********&key=********", new Dictionary<string, string> { ["key"] = "a" }));

    [Theory]
    [InlineData("https://ana:p%40ss@mcp.example.com", "https://mcp.example.com", "ana:p@ss")]
    [InlineData("https://ana@mcp.example.com/a@b", "https://mcp.example.com/a@b", "ana:")]
    [InlineData("https://ana:x@mcp.example.com?a@b", "https://mcp.example.com?a@b", "ana:x")]
    [InlineData("https://a:b@c", "https://c", "a:b")]
    [InlineData("https://mcp.example.com/a@b", "https://mcp.example.com/a@b", null)]
    public void A_user_name_and_password_in_an_address_become_the_header_they_stand_for(string typed, string address, string? user) =>
        Assert.Equal((address, user is null ? null : "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(user))), AddressSecrets.WithoutUser(typed));

    [Fact]
    public void An_address_has_at_most_2000_characters()
    {
        var longest = "https://mcp.example.com/".PadRight(2000, 'x');
        Assert.Null((Plain with { Address = longest }).Wrong());
        Assert.Equal("The connection string is longer than 2,000 characters.", (Plain with { Address = longest + "x" }).Wrong()?.Message);
    }

    [Theory]
    [InlineData("", "command line")]
    [InlineData("npx server", null)]
    public void A_server_on_standard_input_has_a_command_line(string address, string? words) =>
        Assert.Equal(words is not null, (Plain with { ConnectionType = ConnectionType.Stdio, Address = address }).Wrong()?.Message.Contains(words!, StringComparison.Ordinal) ?? false);

    [Theory]
    [InlineData("env.MCP_URL", true)]
    [InlineData("vault.MCP_URL", false)]
    [InlineData("env.no url", false)]
    public void An_address_that_is_a_variable_of_the_gateway_is_kept(string address, bool isKept) => Assert.Equal(isKept, (Plain with { Address = address }).Wrong() is null);

    [Fact]
    public void An_id_is_made_of_what_of_the_name_can_stand_in_one()
    {
        Assert.Equal("acme-wiki_2.0", McpClientSettings.IdOf("  Acme -- Wiki_2.0 (!) "));
        Assert.Equal(new string('a', 100), McpClientSettings.IdOf(new string('A', 101)));
        Assert.Null(McpClientSettings.IdOf("文書"));
    }

    [Theory]
    [InlineData(8192, true)]
    [InlineData(8193, false)]
    public void A_header_value_has_at_most_8192_characters(int length, bool isAllowed) => Assert.Equal(isAllowed, StaticHeaders.WrongValue(new string('x', length)) is null);

    [Fact]
    public void An_authority_has_at_most_16_KB()
    {
        Assert.Null(CertificatePem.Read(new string('x', CertificatePem.Limit + 1), out var error));
        Assert.StartsWith("That is more than 16 KB.", error, StringComparison.Ordinal);
        Assert.Null(CertificatePem.Read(new string('x', CertificatePem.Limit), out error));
        Assert.StartsWith("That is no PEM certificate.", error, StringComparison.Ordinal);
    }

    /// <summary>A server that has to show a trusted certificate from now on may have what was stored when it had to show none; after that, one that need not may not.</summary>
    [Fact]
    public void What_is_stored_for_a_server_without_a_check_of_its_certificate_is_kept_when_the_check_comes_and_goes_when_it_goes()
    {
        var headers = new StaticHeaders(new SecretProtector(new EphemeralDataProtectionProvider()));
        var client = Some.McpClient(1);
        client.InsecureSkipVerify = true;
        headers.Write(client, new Dictionary<string, string> { ["x-token"] = "value" });

        client.InsecureSkipVerify = false;
        Assert.Empty(headers.Settle(client));
        Assert.Equal("value", headers.Read(client)["x-token"]);

        client.InsecureSkipVerify = true;
        Assert.Empty(headers.Read(client));
        Assert.Equal(["x-token"], headers.Settle(client));
        Assert.Null(client.StaticHeaders);
    }
}
