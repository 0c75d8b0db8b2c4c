namespace Gatehouse.Data.Policy;

/// <summary>
/// Whom values that are stored for an MCP server are meant for. It is kept with them, and they are never read for another: so nothing stored for
/// one origin is ever sent to another, whichever way a client came to its address.
/// </summary>
/// <param name="Origin">Scheme, host and port; for what is no URL (a command line, <c>env.NAME</c>) the whole of it.</param>
/// <param name="IsVerified">The server has to show a certificate that is trusted.</param>
public sealed record McpTarget(string Origin, bool IsVerified)
{
    public static McpTarget Of(McpClient client) => Of(client.ConnectionType, client.ConnectionString, client.InsecureSkipVerify);

    public static McpTarget Of(McpClientSettings settings) => Of(settings.ConnectionType, settings.Address, settings.InsecureSkipVerify);

    /// <summary>
    /// Whether what is stored for this may go to the other: the same origin, and no less sure of who answers there. A later time will ask the
    /// same of people's credentials.
    /// </summary>
    public bool Covers(McpTarget other) => Origin == other.Origin && (!IsVerified || other.IsVerified);

    internal static McpTarget Of(ConnectionType type, string address, bool skipsVerification)
    {
        address = address.Trim();
        return type != ConnectionType.Stdio && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.Host.Length > 0
            ? new($"{uri.Scheme}://{uri.IdnHost}:{uri.Port}", uri.Scheme == "https" && !skipsVerification)
            : new($"{type}: {address}", false);
    }
}
