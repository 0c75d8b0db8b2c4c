using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reads.Rows;

/// <summary>An access profile that names an MCP client for a key, with its tools.</summary>
public sealed record ProfileTools(string Name, ToolList Tools);
