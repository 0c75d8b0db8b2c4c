using System.Text.Json.Serialization;

namespace Gatehouse.Data.Policy;

/// <summary>One upstream MCP server as configured at the gateway.</summary>
public sealed class McpClient
{
    public int Id { get; init; }

    /// <summary>The id outside: API, snapshot, URLs.</summary>
    public required string ClientId { get; init; }

    public required string Name { get; set; }

    public ConnectionType ConnectionType { get; set; }

    /// <summary>URL with its secrets hidden, or the command line of a stdio server.</summary>
    public string ConnectionString { get; set; } = "";

    public AuthType AuthType { get; set; }

    /// <summary>Sharing switch: every virtual key that no source names this client for reaches it with all tools.</summary>
    public bool AllowOnAllVirtualKeys { get; set; }

    /// <summary>Checked at use; no part of cover.</summary>
    public bool Disabled { get; set; }

    /// <summary>Canonical header names every header credential must hold (auth type <see cref="AuthType.PerUserHeaders"/>).</summary>
    public IReadOnlyList<string> PerUserHeaderKeys { get; set; } = [];

    /// <summary>Names of the tools the server listed when it was last asked.</summary>
    public IReadOnlyList<string> Tools { get; set; } = [];

    /// <summary>Headers the gateway sends for everyone and secrets of the address, with the target they are for, as JSON, protected at rest; null: none.</summary>
    public byte[]? StaticHeaders { get; set; }

    /// <summary>PEM of the certificate authority to trust; null: the system's.</summary>
    public string? CaCertPem { get; set; }

    public bool InsecureSkipVerify { get; set; }

    /// <summary>Counts the committed edits of this client.</summary>
    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How the gateway reaches an MCP server.</summary>
public enum ConnectionType
{
    /// <summary>Streamable HTTP.</summary>
    Http = 1,

    /// <summary>HTTP with server-sent events (the older transport).</summary>
    Sse = 2,

    /// <summary>A child process on standard input and output.</summary>
    Stdio = 3,
}

/// <summary>What an MCP server wants to see from a caller.</summary>
public enum AuthType
{
    /// <summary>Nothing.</summary>
    None = 1,

    /// <summary>Static headers, the same for everyone.</summary>
    Headers = 2,

    /// <summary>One OAuth token for the whole gateway.</summary>
    [JsonStringEnumMemberName("oauth")]
    OAuth = 3,

    /// <summary>An OAuth token of each identity's own.</summary>
    [JsonStringEnumMemberName("per_user_oauth")]
    PerUserOAuth = 4,

    /// <summary>Header values of each identity's own.</summary>
    PerUserHeaders = 5,
}
