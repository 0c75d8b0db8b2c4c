namespace Gatehouse.Data.Kernel;

/// <summary>What an edit can name.</summary>
public enum ObjectKind
{
    /// <summary>A virtual key.</summary>
    VirtualKey = 1,

    /// <summary>An MCP client.</summary>
    McpClient = 2,

    /// <summary>A user.</summary>
    User = 3,

    /// <summary>An access profile.</summary>
    AccessProfile = 4,

    /// <summary>A group.</summary>
    Group = 5,
}
