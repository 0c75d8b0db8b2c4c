using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>What an admin has switched, added, removed and picked, apart from what stands. Decides nothing: it becomes an edit.</summary>
public sealed class SharingDraft(string clientId)
{
    private readonly Dictionary<string, ToolList?> proposed = [];

    /// <summary>The switch as edited; null: as it stands.</summary>
    public bool? AllKeys { get; private set; }

    /// <summary>Grants as edited by key (public id); null: removed.</summary>
    public IReadOnlyDictionary<string, ToolList?> Proposed => proposed;

    public bool IsEmpty => proposed.Count == 0 && AllKeys is null;

    public void Switch(bool to, bool stands) => AllKeys = to == stands ? null : to;

    public ToolList? Direct(SharingRow row) => proposed.TryGetValue(row.KeyId, out var tools) ? tools : row.Direct;

    /// <summary>Null takes the grant away; a list equal to what stands is no edit.</summary>
    public void Propose(SharingRow row, ToolList? tools)
    {
        if (tools == row.Direct)
            proposed.Remove(row.KeyId);
        else
            proposed[row.KeyId] = tools;
    }

    public void Clear()
    {
        proposed.Clear();
        AllKeys = null;
    }

    /// <summary>As an edit; null when nothing is edited.</summary>
    public Edit? ToEdit() => IsEmpty ? null : new Edit.Sharing(
        clientId,
        AllKeys,
        [.. proposed.Where(pair => pair.Value is not null).Select(pair => new KeyTools(pair.Key, pair.Value!.Names))],
        [.. proposed.Where(pair => pair.Value is null).Select(pair => pair.Key)]);

    /// <summary>Takes up an edit that was left: a tab closed, a connection dropped.</summary>
    public void Restore(Edit? edit)
    {
        Clear();
        if (edit is not Edit.Sharing sharing)
            return;
        AllKeys = sharing.AllowOnAllVirtualKeys;
        foreach (var add in sharing.Add ?? [])
            proposed[add.VirtualKeyId] = ToolList.Of(add.ToolsToExecute);
        foreach (var key in sharing.Remove ?? [])
            proposed[key] = null;
    }
}

/// <summary>A row of the editor: a key's grant today, and what the edit makes of it.</summary>
/// <param name="Row">Today.</param>
/// <param name="Direct">The grant as edited; null: none.</param>
/// <param name="Tally">What the plan says moves behind the key; null: not known yet.</param>
public sealed record SharingLine(SharingRow Row, ToolList? Direct, MoveCounts? Tally)
{
    public bool IsChanged => Direct != Row.Direct;

    public bool IsAdded => Row.Direct is null && Direct is not null;

    public bool IsRemoved => Direct is null;

    /// <summary>What the edit does to it: lose, gain, or same when no credential moves; empty when nothing does.</summary>
    public string Tone => Tally is { Orphan: > 0 } or { Drop: > 0 } ? "changed lose"
        : Tally is { Reactivate: > 0 } || (IsAdded && Tally is not null) ? "changed gain"
        : IsChanged ? "changed same" : "";

    /// <summary>"5 orphaned, 1 dropped"; empty while unknown or when nothing moves.</summary>
    public string Consequence => Tally is null ? "" : ReviewWords.Moved(Tally);
}
