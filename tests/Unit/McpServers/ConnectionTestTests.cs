using System.Net;
using System.Net.Sockets;
using Gatehouse.Dashboard.McpServers;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Support;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.McpServers;

/// <summary>Against real servers: what comes of connecting, and what does not leak on the way.</summary>
public sealed class ConnectionTestTests : IDisposable
{
    private const string Canary = "canary-7f3a-value";
    private readonly TestDatabase database = new();
    private readonly StaticHeaders staticHeaders = new(new SecretProtector(new EphemeralDataProtectionProvider()));
    private readonly CollectingLog log = new();

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData(ConnectionType.Http, "/mcp", false)]
    [InlineData(ConnectionType.Http, "/mcp", true)]
    [InlineData(ConnectionType.Sse, "/mcp/sse", true)]
    public async Task A_server_lists_all_its_tools_page_by_page_and_their_names_are_kept(ConnectionType type, string path, bool older)
    {
        await using var server = await SomeMcpServer.StartAsync(["write", "read", "search", "list", "delete"], sessions: older);
        var connected = Assert.IsType<ConnectionOutcome.Connected>(await RunAsync(server.Origin + path, type: type));
        Assert.Equal(("acme-tools", "1.2.3", false), (connected.Server, connected.Version, connected.Unasked));
        Assert.Equal(["delete", "list", "read", "search", "write"], connected.Tools.Select(tool => tool.Name));
        Assert.Equal("What read does.", connected.Tools.Single(tool => tool.Name == "read").Description);
        await using var db = database.CreateDbContext();
        var client = db.McpClients.Single();
        Assert.Equal(["delete", "list", "read", "search", "write"], client.Tools);
        Assert.Equal(0, client.Version);
    }

    [Fact]
    public async Task Static_headers_go_with_every_request()
    {
        await using var server = await SomeMcpServer.StartAsync(before: Needs("x-token", Canary));
        Assert.IsType<ConnectionOutcome.Connected>(await RunAsync(server.Address, AuthType.Headers, headers: new() { ["x-token"] = Canary }));
        Assert.All(server.Asked, headers => Assert.Equal(Canary, headers["x-token"]));
    }

    [Fact]
    public async Task A_wrong_static_header_is_said_without_its_value()
    {
        await using var server = await SomeMcpServer.StartAsync(before: Needs("x-token", "another"));
        var failed = await FailsAsync(ConnectionProblem.Status, server.Address, AuthType.Headers, headers: new() { ["x-token"] = Canary });
        Assert.Contains("It refuses the static headers (HTTP 401).", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuthType.PerUserOAuth)]
    [InlineData(AuthType.PerUserHeaders)]
    [InlineData(AuthType.OAuth)]
    public async Task A_server_that_asks_each_caller_is_reachable_though_its_tools_cannot_be_listed(AuthType auth)
    {
        await using var server = await SomeMcpServer.StartAsync(before: context => AnswerAsync(context, 401, "Bearer resource_metadata=\"https://mcp.example.com/meta\""));
        var asks = Assert.IsType<ConnectionOutcome.AsksForCredential>(await RunAsync(server.Address, auth));
        Assert.Equal((401, "Bearer"), (asks.Status, asks.Scheme));
    }

    [Fact]
    public async Task A_server_that_asks_though_the_auth_type_says_it_does_not_is_a_failure_that_says_so()
    {
        await using var server = await SomeMcpServer.StartAsync(before: context => AnswerAsync(context, 401, "Bearer"));
        var failed = await FailsAsync(ConnectionProblem.Status, server.Address);
        Assert.Contains("It asks for a credential (HTTP 401, Bearer)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_though_it_should_ask_is_pointed_out()
    {
        await using var server = await SomeMcpServer.StartAsync();
        Assert.True(Assert.IsType<ConnectionOutcome.Connected>(await RunAsync(server.Address, AuthType.PerUserOAuth)).Unasked);
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
        Assert.Contains("does not speak MCP over streamable HTTP", (await FailsAsync(ConnectionProblem.NotMcp, server.Address)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "There is no MCP endpoint for streamable HTTP at this path (HTTP 404).")]
    [InlineData(429, "It asks callers to wait (HTTP 429).")]
    [InlineData(503, "It failed by itself (HTTP 503).")]
    public async Task An_HTTP_error_is_said_in_words(int status, string words)
    {
        await using var server = await SomeMcpServer.StartAsync(before: context => AnswerAsync(context, status));
        Assert.StartsWith(words, (await FailsAsync(ConnectionProblem.Status, server.Address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_and_a_name_nobody_knows_are_told_apart()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Contains($"Nothing listens at 127.0.0.1, port {port}.", (await FailsAsync(ConnectionProblem.Unreachable, $"http://127.0.0.1:{port}/mcp")).Message, StringComparison.Ordinal);
        Assert.Contains("The host name mcp.invalid is not known here.", (await FailsAsync(ConnectionProblem.Name, "http://mcp.invalid/mcp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_nobody_trusts_is_refused_and_accepted_with_its_authority_or_with_verification_skipped()
    {
        using var certificate = SomeMcpServer.SelfSigned();
        using var other = SomeMcpServer.SelfSigned();
        await using var server = await SomeMcpServer.StartAsync(certificate: certificate);
        var failed = await FailsAsync(ConnectionProblem.Tls, server.Address);
        Assert.Contains("is not signed by an authority this machine trusts", failed.Message, StringComparison.Ordinal);
        failed = await FailsAsync(ConnectionProblem.Tls, server.Address, ca: other.ExportCertificatePem());
        Assert.Contains("is not signed by the authority given in the settings", failed.Message, StringComparison.Ordinal);
        Assert.IsType<ConnectionOutcome.Connected>(await RunAsync(server.Address, ca: certificate.ExportCertificatePem()));
        Assert.IsType<ConnectionOutcome.Connected>(await RunAsync(server.Address, skip: true));
    }

    [Fact]
    public async Task A_certificate_for_another_name_or_out_of_date_is_refused_though_its_authority_is_known()
    {
        using var elsewhere = SomeMcpServer.SelfSigned("elsewhere.example");
        using var old = SomeMcpServer.SelfSigned(until: TimeProvider.System.GetUtcNow().AddDays(-1));
        await using var first = await SomeMcpServer.StartAsync(certificate: elsewhere);
        await using var second = await SomeMcpServer.StartAsync(certificate: old);
        var name = await FailsAsync(ConnectionProblem.Tls, first.Address, ca: elsewhere.ExportCertificatePem());
        Assert.Contains("is for another name than 127.0.0.1", name.Message, StringComparison.Ordinal);
        var time = await FailsAsync(ConnectionProblem.Tls, second.Address, ca: old.ExportCertificatePem());
        Assert.Contains("is not valid today", time.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_so_static_headers_stay()
    {
        await using var thief = await SomeMcpServer.StartAsync();
        await using var server = await SomeMcpServer.StartAsync(before: context =>
        {
            context.Response.Headers.Location = $"{thief.Address}?key=hidden";
            return AnswerAsync(context, 307);
        });
        var failed = await FailsAsync(ConnectionProblem.Redirect, server.Address, AuthType.Headers, headers: new() { ["x-token"] = Canary });
        Assert.Contains($"It sends callers on to {thief.Address}.", failed.Message, StringComparison.Ordinal);
        Assert.Empty(thief.Asked);
    }

    [Fact]
    public async Task An_event_stream_that_names_another_origin_gets_nothing_sent_there()
    {
        await using var thief = await SomeMcpServer.StartAsync();
        await using var server = await SomeMcpServer.StartAsync(before: async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync($"event: endpoint\ndata: {thief.Address}\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        await FailsAsync(ConnectionProblem.Redirect, server.Address, AuthType.Headers, headers: new() { ["x-token"] = Canary }, type: ConnectionType.Sse);
        Assert.Empty(thief.Asked);
    }

    [Fact]
    public async Task A_server_that_repeats_what_it_was_sent_puts_no_value_into_a_message_or_the_log()
    {
        await using var server = await SomeMcpServer.StartAsync(before: async context =>
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync($"You sent {context.Request.Headers["x-token"]}");
            return true;
        });
        await FailsAsync(ConnectionProblem.Status, server.Address, AuthType.Headers, headers: new() { ["x-token"] = Canary });
        Assert.Contains(log.Lines, line => line.Contains("could not be connected to", StringComparison.Ordinal));
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
        var slow = RunAsync(server.Address, clock: clock);
        await reached.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        clock.Advance(ConnectionTest.Patience);
        Assert.Equal(ConnectionProblem.Timeout, Assert.IsType<ConnectionOutcome.Failed>(await slow).Problem);

        using var cancel = new CancellationTokenSource();
        var given = RunAsync(server.Address, clock: clock, cancellation: cancel.Token);
        await reached.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
    }

    [Fact]
    public async Task A_program_is_never_started_and_a_client_that_went_is_gone()
    {
        var refused = Assert.IsType<ConnectionOutcome.NotTried>(await RunAsync("touch /tmp/started", type: ConnectionType.Stdio));
        Assert.Contains("Gatehouse starts no programs", refused.Message, StringComparison.Ordinal);
        Assert.IsType<ConnectionOutcome.Gone>(await Test(TimeProvider.System).RunAsync("nobody", Xunit.TestContext.Current.CancellationToken));
    }

    private static Func<HttpContext, Task<bool>> Needs(string name, string value) => context =>
        context.Request.Headers[name] == value ? Task.FromResult(false) : AnswerAsync(context, 401);

    private static Task<bool> AnswerAsync(HttpContext context, int status, string? challenge = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.WWWAuthenticate = challenge;
        return Task.FromResult(true);
    }

    private ConnectionTest Test(TimeProvider clock) => new(
        new ConnectionQueries(database, staticHeaders), new McpClientEdits(database, staticHeaders, clock), clock, log);

    private async Task<ConnectionOutcome.Failed> FailsAsync(
        ConnectionProblem problem, string address, AuthType auth = AuthType.None, Dictionary<string, string>? headers = null,
        ConnectionType type = ConnectionType.Http, string? ca = null)
    {
        var failed = Assert.IsType<ConnectionOutcome.Failed>(await RunAsync(address, auth, headers, type, ca));
        Assert.True(problem == failed.Problem, $"{failed.Problem}: {failed.Message}");
        Assert.DoesNotContain(Canary, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
        return failed;
    }

    private async Task<ConnectionOutcome> RunAsync(
        string address, AuthType auth = AuthType.None, Dictionary<string, string>? headers = null, ConnectionType type = ConnectionType.Http,
        string? ca = null, bool skip = false, TimeProvider? clock = null, CancellationToken? cancellation = null)
    {
        await using (var db = database.CreateDbContext())
        {
            db.McpClients.RemoveRange(db.McpClients);
            db.McpClients.Add(new McpClient
            {
                ClientId = "c1", Name = "acme", ConnectionType = type, ConnectionString = address, AuthType = auth, CaCertPem = ca, InsecureSkipVerify = skip,
                StaticHeaders = staticHeaders.Protect(headers ?? []), CreatedAt = Some.Time, UpdatedAt = Some.Time,
            });
            await db.SaveChangesAsync();
        }
        return await Test(clock ?? TimeProvider.System).RunAsync("c1", cancellation ?? Xunit.TestContext.Current.CancellationToken);
    }

    private sealed class CollectingLog : ILogger<ConnectionTest>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");
    }
}
