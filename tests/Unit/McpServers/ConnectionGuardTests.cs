using Gatehouse.Dashboard.McpServers;
using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Tests.Support;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.Configuration;

namespace Gatehouse.Tests.Unit.McpServers;

/// <summary>Against a real server that nothing may reach: whatever way its address is written.</summary>
public sealed class ConnectionGuardTests : IDisposable
{
    private readonly ConnectionWorld world = new() { Allow = "" };

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.1")]
    [InlineData("2130706433")]
    [InlineData("017700000001")]
    [InlineData("127.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    public async Task A_server_on_this_machine_is_reached_by_no_spelling_unless_it_is_named(string host)
    {
        await using var server = await SomeMcpServer.StartAsync();
        var refused = Assert.IsType<ConnectionOutcome.NotTried>(await world.RunAsync($"http://{host}:{new Uri(server.Address).Port}/mcp"));
        Assert.Contains("Outgoing:Allow", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://0xa9fea9fe/latest")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://0.0.0.0:22/")]
    [InlineData("http://224.0.0.1/")]
    public async Task Nothing_is_ever_sent_to_metadata_link_local_multicast_or_no_address_though_all_is_named(string address)
    {
        world.Allow = "0.0.0.0/0, ::/0";
        Assert.EndsWith("Nothing is ever sent there. Nothing was sent.", Assert.IsType<ConnectionOutcome.NotTried>(await world.RunAsync(address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_named_is_reached()
    {
        await using var server = await SomeMcpServer.StartAsync();
        world.Allow = "127.0.0.1";
        Assert.IsType<ConnectionOutcome.Connected>(await world.RunAsync(server.Address));
    }

    [Fact]
    public async Task Clients_that_nothing_is_sent_to_are_listed_with_the_line_to_add()
    {
        await world.RunAsync("http://10.9.8.7/mcp");
        var refused = Assert.Single(await new RefusedClients(world.Connections, OutgoingRules.Of("")).FindAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(("c0", "--Outgoing:Allow=\"10.9.8.7/32\""), (refused.Id, refused.Refusal.Line));
        Assert.Empty(await new RefusedClients(world.Connections, OutgoingRules.Of("10.0.0.0/8")).FindAsync(Xunit.TestContext.Current.CancellationToken));
        await world.Edits.ChangeAsync(Some.Admin, "c0", 0, (await world.ClientAsync()).Settings with { Disabled = true }, []);
        Assert.Empty(await new RefusedClients(world.Connections, OutgoingRules.Of("")).FindAsync(Xunit.TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:0;http://[::1]:5081", true)]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:5081", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("https://gatehouse.example", false)]
    public void Loopback_is_allowed_by_default_only_while_we_are_there_for_this_machine_only(string urls, bool isLoopback) =>
        Assert.Equal(isLoopback, ListenAddresses.AreLoopback(new ConfigurationBuilder().AddInMemoryCollection([new("Urls", urls)]).Build()));
}
