using System.Net;
using System.Net.Sockets;
using Gatehouse.Dashboard.McpServers;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Support;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.McpServers;

/// <summary>Against real servers: what comes of connecting.</summary>
public sealed class ConnectionTestTests : IDisposable
{
    private readonly ConnectionWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(ConnectionType.Http, "/mcp", false)]
    [InlineData(ConnectionType.Http, "/mcp", true)]
    [InlineData(ConnectionType.Sse, "/mcp/sse", true)]
    public async Task A_server_lists_all_its_tools_page_by_page_and_their_names_are_kept(ConnectionType type, string path, bool older)
    {
        await using var server = await SomeMcpServer.StartAsync(["write", "read", "search", "list", "delete"], sessions: older);
        var connected = Assert.IsType<ConnectionOutcome.Connected>(await world.RunAsync(server.Origin + path, type: type));
        Assert.Equal(("acme-tools", "1.2.3", false), (connected.Server, connected.Version, connected.Unasked));
        Assert.Equal(["delete", "list", "read", "search", "write"], connected.Tools.Select(tool => tool.Name));
        Assert.Equal("What read does.", connected.Tools.Single(tool => tool.Name == "read").Description);
        await using var db = world.Database.CreateDbContext();
        var client = db.McpClients.Single();
        Assert.Equal(["delete", "list", "read", "search", "write"], client.Tools);
        Assert.Equal(0, client.Version);
    }

    [Fact]
    public async Task Static_headers_go_with_every_request()
    {
        await using var server = await SomeMcpServer.StartAsync(before: ConnectionWorld.Needs("x-token", ConnectionWorld.Canary));
        Assert.IsType<ConnectionOutcome.Connected>(await world.RunAsync(server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary }));
        Assert.All(server.Asked, headers => Assert.Equal(ConnectionWorld.Canary, headers["x-token"]));
    }

    [Fact]
    public async Task A_wrong_static_header_is_said_without_its_value()
    {
        await using var server = await SomeMcpServer.StartAsync(before: ConnectionWorld.Needs("x-token", "another"));
        var failed = await world.FailsAsync(ConnectionProblem.Status, server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary });
        Assert.Contains("It refuses the static headers (HTTP 401).", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuthType.PerUserOAuth)]
    [InlineData(AuthType.PerUserHeaders)]
    [InlineData(AuthType.OAuth)]
    public async Task A_server_that_asks_each_caller_is_reachable_though_its_tools_cannot_be_listed(AuthType auth)
    {
        await using var server = await SomeMcpServer.StartAsync(before: context => ConnectionWorld.AnswerAsync(context, 401, "Bearer resource_metadata=\"https://mcp.example.com/meta\""));
        var asks = Assert.IsType<ConnectionOutcome.AsksForCredential>(await world.RunAsync(server.Address, auth));
        Assert.Equal((401, "Bearer"), (asks.Status, asks.Scheme));
    }

    [Fact]
    public async Task A_server_that_asks_though_the_auth_type_says_it_does_not_is_a_failure_that_says_so()
    {
        await using var server = await SomeMcpServer.StartAsync(before: context => ConnectionWorld.AnswerAsync(context, 401, "Bearer"));
        var failed = await world.FailsAsync(ConnectionProblem.Status, server.Address);
        Assert.Contains("It asks for a credential (HTTP 401, Bearer)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_though_it_should_ask_is_pointed_out()
    {
        await using var server = await SomeMcpServer.StartAsync();
        Assert.True(Assert.IsType<ConnectionOutcome.Connected>(await world.RunAsync(server.Address, AuthType.PerUserOAuth)).Unasked);
    }

    [Fact]
    public async Task What_does_not_speak_MCP_is_told_apart()
    {
        await using var server = await SomeMcpServer.StartAsync(before: async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<h1>Hello</h1>");
            return true;
        });
        Assert.Contains("does not speak MCP over streamable HTTP", (await world.FailsAsync(ConnectionProblem.NotMcp, server.Address)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "There is no MCP endpoint for streamable HTTP at this path (HTTP 404).")]
    [InlineData(429, "It asks callers to wait (HTTP 429).")]
    [InlineData(503, "It failed by itself (HTTP 503).")]
    public async Task An_HTTP_error_is_said_in_words(int status, string words)
    {
        await using var server = await SomeMcpServer.StartAsync(before: context => ConnectionWorld.AnswerAsync(context, status));
        Assert.StartsWith(words, (await world.FailsAsync(ConnectionProblem.Status, server.Address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_and_a_name_nobody_knows_are_told_apart()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Contains($"Nothing listens at 127.0.0.1, port {port}.", (await world.FailsAsync(ConnectionProblem.Unreachable, $"http://127.0.0.1:{port}/mcp")).Message, StringComparison.Ordinal);
        Assert.Contains("The host name mcp.invalid is not known here.", (await world.FailsAsync(ConnectionProblem.Name, "http://mcp.invalid/mcp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_nobody_trusts_is_refused_and_accepted_with_its_authority_or_with_verification_skipped()
    {
        using var certificate = SomeMcpServer.SelfSigned();
        using var other = SomeMcpServer.SelfSigned();
        await using var server = await SomeMcpServer.StartAsync(certificate: certificate);
        var failed = await world.FailsAsync(ConnectionProblem.Tls, server.Address);
        Assert.Contains("is not signed by an authority this machine trusts", failed.Message, StringComparison.Ordinal);
        failed = await world.FailsAsync(ConnectionProblem.Tls, server.Address, ca: other.ExportCertificatePem());
        Assert.Contains("is not signed by the authority given in the settings", failed.Message, StringComparison.Ordinal);
        Assert.IsType<ConnectionOutcome.Connected>(await world.RunAsync(server.Address, ca: certificate.ExportCertificatePem()));
        Assert.IsType<ConnectionOutcome.Connected>(await world.RunAsync(server.Address, skip: true));
    }

    [Fact]
    public async Task A_certificate_for_another_name_or_out_of_date_is_refused_though_its_authority_is_known()
    {
        using var elsewhere = SomeMcpServer.SelfSigned("elsewhere.example");
        using var old = SomeMcpServer.SelfSigned(until: TimeProvider.System.GetUtcNow().AddDays(-1));
        await using var first = await SomeMcpServer.StartAsync(certificate: elsewhere);
        await using var second = await SomeMcpServer.StartAsync(certificate: old);
        var name = await world.FailsAsync(ConnectionProblem.Tls, first.Address, ca: elsewhere.ExportCertificatePem());
        Assert.Contains("is for another name than 127.0.0.1", name.Message, StringComparison.Ordinal);
        var time = await world.FailsAsync(ConnectionProblem.Tls, second.Address, ca: old.ExportCertificatePem());
        Assert.Contains("is not valid today", time.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_after_ten_seconds_or_when_the_admin_does()
    {
        var reached = new SemaphoreSlim(0);
        await using var server = await SomeMcpServer.StartAsync(before: async context =>
        {
            reached.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        var clock = new FakeTimeProvider();
        var slow = world.RunAsync(server.Address, clock: clock);
        await reached.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        clock.Advance(ConnectionTest.Patience);
        Assert.Equal(ConnectionProblem.Timeout, Assert.IsType<ConnectionOutcome.Failed>(await slow).Problem);

        using var cancel = new CancellationTokenSource();
        var given = world.RunAsync(server.Address, clock: clock, cancellation: cancel.Token);
        await reached.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
    }

    [Fact]
    public async Task A_program_is_never_started_and_a_client_that_went_is_gone()
    {
        var refused = Assert.IsType<ConnectionOutcome.NotTried>(await world.RunAsync("touch started", type: ConnectionType.Stdio));
        Assert.Contains("Gatehouse starts no programs", refused.Message, StringComparison.Ordinal);
        Assert.IsType<ConnectionOutcome.Gone>(await world.Test(TimeProvider.System).RunAsync(Some.Admin, "nobody", Xunit.TestContext.Current.CancellationToken));
    }
}
