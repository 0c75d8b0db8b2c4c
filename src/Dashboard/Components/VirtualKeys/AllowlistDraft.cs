using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>What an admin has ticked and picked, apart from what stands. Decides nothing: it becomes an edit.</summary>
public sealed class AllowlistDraft(string virtualKeyId)
{
    private readonly Dictionary<string, ToolList?> proposed = [];

    public IReadOnlyDictionary<string, ToolList?> Proposed => proposed;

    public bool IsEmpty => proposed.Count == 0;

    public ToolList? Direct(AllowlistRow row) => proposed.TryGetValue(row.ClientId, out var tools) ? tools : row.Direct;

    /// <summary>Null takes the grant away; a list equal to what stands is no edit.</summary>
    public void Propose(AllowlistRow row, ToolList? tools)
    {
        if (tools == row.Direct)
            proposed.Remove(row.ClientId);
        else
            proposed[row.ClientId] = tools;
    }

    /// <summary>Ticked: the grant that stands, or all tools. Unticked: the deny that stands, or no grant.</summary>
    public void Tick(AllowlistRow row, bool isTicked) => Propose(row, isTicked
        ? row.Direct is { IsNone: false } ? row.Direct : ToolList.All
        : row.Direct is { IsNone: true } ? row.Direct : null);

    public void Clear() => proposed.Clear();

    /// <summary>As an edit; null when nothing is edited.</summary>
    public Edit? ToEdit() => IsEmpty ? null : new Edit.Allowlist(
        virtualKeyId,
        Add: [.. proposed.Where(pair => pair.Value is not null).Select(pair => new ClientTools(pair.Key, pair.Value!.Names))],
        Remove: [.. proposed.Where(pair => pair.Value is null).Select(pair => pair.Key)]);

    /// <summary>Takes up an edit that was left: a tab closed, a connection dropped.</summary>
    public void Restore(Edit? edit, IEnumerable<AllowlistRow> rows)
    {
        proposed.Clear();
        if (edit is not Edit.Allowlist allowlist)
            return;
        var known = rows.ToDictionary(row => row.ClientId);
        foreach (var add in allowlist.Add ?? [])
            if (known.TryGetValue(add.McpClientId, out var row))
                Propose(row, ToolList.Of(add.ToolsToExecute));
        foreach (var client in allowlist.Remove ?? [])
            if (known.TryGetValue(client, out var row))
                Propose(row, null);
    }
}
