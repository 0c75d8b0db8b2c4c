using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Session = ModelContextProtocol.Client.McpClient;

namespace Gatehouse.Dashboard.McpServers;

/// <summary>Connects to a client's MCP server as the gateway would, and asks for its tools. Keeps their names, for tool pickers.</summary>
public sealed class ConnectionTest(ConnectionQueries connections, McpClientEdits edits, GuardedHandlers handlers, TimeProvider clock, ILogger<ConnectionTest> log)
{
    /// <summary>For everything together.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MostTools = 5000;
    private const int DescriptionLength = 400;

    /// <exception cref="OperationCanceledException">The caller gave up; the server's being slow is an outcome.</exception>
    public async Task<ConnectionOutcome> RunAsync(Actor actor, string id, CancellationToken cancellation)
    {
        if (await connections.OfAsync(id, cancellation) is not { } connection)
            return new ConnectionOutcome.Gone();
        if (connection.IsUnreadable)
            return new ConnectionOutcome.NotTried("Its static headers cannot be read: the key ring is not the one they were protected with. Restore the key ring, or enter them anew.");
        if (connection.Settings.ConnectionType == ConnectionType.Stdio)
            return new ConnectionOutcome.NotTried("A stdio server is a program that the gateway starts. Gatehouse starts no programs: from a web page that would let anyone who gets in here run anything on this machine.");
        if (connection.Settings.Faults().FirstOrDefault(fault => fault.Field != "name") is { } wrong)
            return new ConnectionOutcome.NotTried($"{wrong.Message} Nothing was sent.");
        if (connection.Settings.Address.Contains(StaticHeaders.Hidden, StringComparison.Ordinal))
            return new ConnectionOutcome.NotTried("A secret of its connection string is not stored here. Put it in place of the asterisks. Nothing was sent.");
        var outcome = await ConnectAsync(connection, cancellation);
        if (outcome is ConnectionOutcome.Connected connected)
            await edits.RecordToolsAsync(actor, id, [.. connected.Tools.Select(tool => tool.Name)], cancellation);
        return outcome;
    }

    private async Task<ConnectionOutcome> ConnectAsync(Connection connection, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        using var handler = new ServerHandler(connection, handlers);
        // Its own limit is for the farewell: when a session ends, the SDK says so to the server, and not every server answers.
        using var http = new HttpClient(handler, disposeHandler: false) { Timeout = Patience };
        var settings = connection.Settings;
        var start = clock.GetTimestamp();
        try
        {
            // No logger: at its finer levels the SDK writes messages whole.
            await using var transport = new HttpClientTransport(Options(settings), http, loggerFactory: null);
            await using var session = await Session.CreateAsync(transport, new McpClientOptions { ClientInfo = Us, InitializationTimeout = Patience * 2 }, null, either.Token);
            var tools = await ToolsAsync(session, either.Token);
            if (tools is null)
                return new ConnectionOutcome.Failed(ConnectionProblem.NotMcp, "It lists more than 5,000 tools, which no tool picker could show. Nothing was kept.");
            return new ConnectionOutcome.Connected(session.ServerInfo?.Name ?? "It", session.ServerInfo?.Version ?? "", session.NegotiatedProtocolVersion ?? "", tools, clock.GetElapsedTime(start),
                settings.AuthType is AuthType.PerUserOAuth or AuthType.PerUserHeaders or AuthType.OAuth);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception error) when (patience.IsCancellationRequested || error is OperationCanceledException or TimeoutException)
        {
            return new ConnectionOutcome.Failed(ConnectionProblem.Timeout, $"It did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception error)
        {
            // By type only: the text of some of these holds what the server answered, and it might repeat what it was sent.
            log.LogInformation("MCP client {Client} could not be connected to: {Error}", connection.Id, error.GetType().Name);
            return ConnectionFailure.Of(error, handler, settings, clock.GetElapsedTime(start));
        }
    }

    private static Implementation Us => new() { Name = "gatehouse", Version = typeof(ConnectionTest).Assembly.GetName().Version?.ToString(3) ?? "0" };

    private static HttpClientTransportOptions Options(McpClientSettings settings) => new()
    {
        Endpoint = new Uri(settings.Address),
        TransportMode = settings.ConnectionType == ConnectionType.Sse ? HttpTransportMode.Sse : HttpTransportMode.StreamableHttp,
        ConnectionTimeout = Patience * 2,
        EnableStandaloneGetStream = false,
        MaxReconnectionAttempts = 0,
    };

    /// <summary>Page by page; null: too many.</summary>
    private static async Task<IReadOnlyList<ServerTool>?> ToolsAsync(Session session, CancellationToken cancellation)
    {
        var tools = new SortedDictionary<string, ServerTool>(StringComparer.Ordinal);
        if (session.ServerCapabilities.Tools is null)
            return [];
        string? cursor = null;
        do
        {
            var page = await session.ListToolsAsync(new ListToolsRequestParams { Cursor = cursor }, cancellation);
            foreach (var tool in page.Tools.Where(tool => tool.Name.Trim() is { Length: > 0 } name && name != "*"))
                tools[tool.Name.Trim()] = new(tool.Name.Trim(), Brief(tool.Description));
            cursor = page.NextCursor;
        }
        while (cursor is not null && tools.Count <= MostTools);
        return tools.Count > MostTools ? null : [.. tools.Values];
    }

    private static string? Brief(string? text) => text is { Length: > DescriptionLength } ? text[..DescriptionLength] + "…" : text;
}
