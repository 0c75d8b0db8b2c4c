using Gatehouse.Dashboard.McpServers;
using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Unit.McpServers;

/// <summary>One MCP client in a database, and the test of its connection.</summary>
internal sealed class ConnectionWorld : IDisposable
{
    /// <summary>A header value that must show up nowhere.</summary>
    public const string Canary = "canary-7f3a-value";

    private readonly StaticHeaders staticHeaders = new(new SecretProtector(new EphemeralDataProtectionProvider()));

    public TestDatabase Database { get; } = new();

    /// <summary>The setting for outgoing requests.</summary>
    public string Allow { get; set; } = OutgoingRules.OnLoopback;

    public CollectingLog Log { get; } = new();

    public void Dispose() => Database.Dispose();

    public ConnectionQueries Connections => new(Database, staticHeaders);

    public McpClientEdits Edits => new(Database.WritesAt(), staticHeaders);

    public ConnectionTest Test(TimeProvider clock) => new(
        new ConnectionQueries(Database, staticHeaders), new McpClientEdits(Database.WritesAt(clock), staticHeaders), new GuardedHandlers(OutgoingRules.Of(Allow)), clock, Log);

    /// <summary>The one client as it stands.</summary>
    public async Task<McpClientDetail> ClientAsync() => (await new McpClientQueries(Database).DetailAsync("c0"))!;

    public async Task<ConnectionOutcome> RunAsync(
        string address, AuthType auth = AuthType.None, Dictionary<string, string>? headers = null, ConnectionType type = ConnectionType.Http,
        string? ca = null, bool skip = false, TimeProvider? clock = null, CancellationToken? cancellation = null)
    {
        var client = Some.McpClient(0, "acme", auth: auth);
        (client.ConnectionType, client.ConnectionString, client.CaCertPem, client.InsecureSkipVerify) = (type, address, ca, skip);
        staticHeaders.Write(client, headers ?? []);
        await using (var db = Database.CreateDbContext())
        {
            db.McpClients.RemoveRange(db.McpClients);
            await db.SaveChangesAsync();
            db.McpClients.Add(client);
            await db.SaveChangesAsync();
        }
        return await Test(clock ?? TimeProvider.System).RunAsync(Some.Admin, client.ClientId, cancellation ?? Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>It fails for this reason, and neither the message nor the log holds a header value.</summary>
    public async Task<ConnectionOutcome.Failed> FailsAsync(
        ConnectionProblem problem, string address, AuthType auth = AuthType.None, Dictionary<string, string>? headers = null,
        ConnectionType type = ConnectionType.Http, string? ca = null)
    {
        var failed = Assert.IsType<ConnectionOutcome.Failed>(await RunAsync(address, auth, headers, type, ca));
        Assert.True(problem == failed.Problem, $"{failed.Problem}: {failed.Message}");
        Assert.DoesNotContain(Canary, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Log.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
        return failed;
    }

    /// <summary>A server that wants to see this header.</summary>
    public static Func<HttpContext, Task<bool>> Needs(string name, string value) => context =>
        context.Request.Headers[name] == value ? Task.FromResult(false) : AnswerAsync(context, 401);

    public static Task<bool> AnswerAsync(HttpContext context, int status, string? challenge = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.WWWAuthenticate = challenge;
        return Task.FromResult(true);
    }

    public sealed class CollectingLog : ILogger<ConnectionTest>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");
    }
}
