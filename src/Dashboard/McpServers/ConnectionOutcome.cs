namespace Gatehouse.Dashboard.McpServers;

/// <summary>What came of connecting to an MCP server. No message holds a header value, or text that the server sent with an error.</summary>
public abstract record ConnectionOutcome
{
    private ConnectionOutcome() { }

    /// <summary>It speaks MCP and listed its tools.</summary>
    /// <param name="Server">Its name for itself.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Protocol">Version of the protocol that was agreed on.</param>
    /// <param name="Tools">By name.</param>
    /// <param name="Took">From the first byte sent to the last tool.</param>
    /// <param name="Unasked">Its auth type says that it asks each caller for a credential, and it answered without one.</param>
    public sealed record Connected(string Server, string Version, string Protocol, IReadOnlyList<ServerTool> Tools, TimeSpan Took, bool Unasked) : ConnectionOutcome;

    /// <summary>It is there and asks for a credential that only a person, key or the gateway has.</summary>
    /// <param name="Status">What it answered: 401 or 403.</param>
    /// <param name="Scheme">How it wants to see the credential, e.g. Bearer; null: it does not say.</param>
    /// <param name="Took">Until its answer.</param>
    public sealed record AsksForCredential(int Status, string? Scheme, TimeSpan Took) : ConnectionOutcome;

    public sealed record Failed(ConnectionProblem Problem, string Message) : ConnectionOutcome;

    /// <summary>Refused here; nothing was sent.</summary>
    public sealed record NotTried(string Message) : ConnectionOutcome;

    /// <summary>The client was deleted.</summary>
    public sealed record Gone : ConnectionOutcome;
}

/// <summary>A tool as its server describes it.</summary>
public sealed record ServerTool(string Name, string? Description);

/// <summary>Why a connection failed.</summary>
public enum ConnectionProblem
{
    /// <summary>Its host name is not known.</summary>
    Name = 1,

    /// <summary>Nothing listens there, or the network does not lead there.</summary>
    Unreachable,

    /// <summary>No TLS connection, or a certificate that is not trusted.</summary>
    Tls,

    /// <summary>It did not answer in time.</summary>
    Timeout,

    /// <summary>It sends callers to another address.</summary>
    Redirect,

    /// <summary>It answered with an HTTP error.</summary>
    Status,

    /// <summary>Something answered that does not speak MCP.</summary>
    NotMcp,
}
