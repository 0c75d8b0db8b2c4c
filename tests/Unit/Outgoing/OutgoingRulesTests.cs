using System.Net;
using Gatehouse.Dashboard.Outgoing;

namespace Gatehouse.Tests.Unit.Outgoing;

public sealed class OutgoingRulesTests
{
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.1.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fd00:ec2::254")]
    [InlineData("100.100.100.200")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("255.255.255.255")]
    public void Some_addresses_get_nothing_even_when_they_are_named(string address)
    {
        var refusal = OutgoingRules.Of("0.0.0.0/0, ::/0, mcp.example.com").Refuse(new("https://mcp.example.com/mcp"), IPAddress.Parse(address));
        Assert.EndsWith("Nothing is ever sent there.", refusal!.Why, StringComparison.Ordinal);
        Assert.Null(refusal.Line);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    [InlineData("::ffff:10.1.2.3", "10.0.0.0/8")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("172.31.0.1", "172.16.0.0/12")]
    [InlineData("192.168.1.1", "mcp.example.com")]
    [InlineData("100.64.0.1", "MCP.example.com.")]
    [InlineData("fd12::1", "fd00::/8")]
    public void Private_networks_get_something_only_where_they_are_named(string address, string named)
    {
        var (to, place) = (new Uri("https://mcp.example.com/mcp"), IPAddress.Parse(address));
        var refusal = OutgoingRules.Of("").Refuse(to, place);
        Assert.Contains("the setting Outgoing:Allow does not name it", refusal!.Why, StringComparison.Ordinal);
        Assert.Equal("--Outgoing:Allow=\"mcp.example.com\"", refusal.Line);
        Assert.Null(OutgoingRules.Of($"{named}, other.example").Refuse(to, place));
    }

    [Fact]
    public void The_line_to_add_keeps_what_is_allowed_already_and_names_the_address_where_there_is_no_name()
    {
        var refusal = OutgoingRules.Of(OutgoingRules.OnLoopback).Refuse(new("http://10.1.2.3:8080/mcp"), IPAddress.Parse("10.1.2.3"));
        Assert.Equal("--Outgoing:Allow=\"127.0.0.0/8, ::1/128, localhost, 10.1.2.3/32\"", refusal!.Line);
        Assert.StartsWith("10.1.2.3 is an address of a private network,", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_goes_only_to_what_is_named_and_https_to_the_public_internet()
    {
        var place = IPAddress.Parse("93.184.215.14");
        Assert.Null(OutgoingRules.Of("").Refuse(new("https://mcp.example.com"), place));
        Assert.Contains("would not be encrypted", OutgoingRules.Of("").Refuse(new("http://mcp.example.com"), place)!.Why, StringComparison.Ordinal);
        Assert.Null(OutgoingRules.Of("mcp.example.com").Refuse(new("http://mcp.example.com"), place));
        Assert.Contains("Only http and https", OutgoingRules.Of("").Refuse(new("ftp://mcp.example.com"), place)!.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0/8, mcp.internal;::1", true)]
    [InlineData("10.1.2.3/64", false)]
    [InlineData("https://mcp.internal", false)]
    [InlineData("*", false)]
    public void The_setting_takes_ranges_addresses_and_host_names(string allow, bool isRight) => Assert.Equal(isRight, OutgoingRules.Wrong(allow) is null);
}
