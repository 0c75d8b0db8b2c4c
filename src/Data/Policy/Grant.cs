namespace Gatehouse.Data.Policy;

/// <summary>A row of a virtual key's allowlist: it lets the key reach the MCP client with these tools. An empty tool list denies.</summary>
public sealed class Grant
{
    public int VirtualKeyId { get; init; }

    public int McpClientId { get; init; }

    public required ToolList Tools { get; set; }

    /// <summary>Key and client in one number, so that a set of pairs is one query parameter.</summary>
    public static long Pair(int virtualKeyId, int mcpClientId) => virtualKeyId * 4294967296L + mcpClientId;
}
