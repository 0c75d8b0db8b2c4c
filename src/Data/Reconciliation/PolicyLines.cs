using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>The policy difference in words.</summary>
public static class PolicyLines
{
    /// <param name="change">The grant before and after.</param>
    /// <param name="client">Name of the MCP client.</param>
    /// <param name="toolCount">How many tools the client is known to have; 0: unknown.</param>
    /// <param name="key">Name of the virtual key.</param>
    public static PolicyLine Of(GrantChange change, string client, int toolCount, string key) => (change.Before, change.After) switch
    {
        (null, { IsNone: true }) => new(PolicySign.Remove, client, key, "denied for", null),
        (null, { } after) => new(PolicySign.Add, client, key, "granted to", Words(after, toolCount)),
        ({ } before, null) => new(PolicySign.Remove, client, key, "removed from", $"it had {Words(before, toolCount)}"),
        ({ } before, { IsNone: true }) => new(PolicySign.Remove, client, key, "denied for", $"it had {Words(before, toolCount)}"),
        ({ } before, { } after) => new(PolicySign.Alter, client, key, "altered on", $"{Words(before, toolCount)} → {Words(after, toolCount)}"),
        _ => throw new ArgumentException("Nothing changes.", nameof(change)),
    };

    /// <summary>"all tools", "no tools", "4 of 9 tools".</summary>
    public static string Words(ToolList tools, int toolCount)
    {
        var count = tools.IsAll ? 0 : tools.Names.Count;
        return tools.IsAll || count == 0 || toolCount < count ? tools.ToString() : $"{count} of {toolCount} tools";
    }
}
