using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>What an admin has switched, ticked, picked, given and taken, apart from what stands. Decides nothing: it becomes one edit.</summary>
public sealed class ProfileDraft(string profileId)
{
    private readonly Dictionary<string, ToolList?> content = [];

    /// <summary>The switch as edited; null: as it stands.</summary>
    public bool? IsActive { get; private set; }

    /// <summary>Tools as edited by MCP client (public id); null: no longer named.</summary>
    public IReadOnlyDictionary<string, ToolList?> Content => content;

    /// <summary>Whom it is given to from now on, and whom it is taken from.</summary>
    public PartyDelta Given { get; } = new();

    public bool IsEmpty => IsActive is null && content.Count == 0 && Given.Count == 0;

    public void Switch(bool to, bool stands) => IsActive = to == stands ? null : to;

    public ToolList? Tools(ProfileContentRow row) => content.TryGetValue(row.ClientId, out var tools) ? tools : row.Tools;

    /// <summary>Null takes the client out; tools equal to what stands are no edit.</summary>
    public void Propose(ProfileContentRow row, ToolList? tools)
    {
        if (tools == row.Tools)
            content.Remove(row.ClientId);
        else
            content[row.ClientId] = tools;
    }

    /// <summary>Ticked: the tools that stand, or all. Unticked: not named.</summary>
    public void Tick(ProfileContentRow row, bool isTicked) => Propose(row, isTicked ? row.Tools is { IsNone: false } ? row.Tools : ToolList.All : null);

    public void Clear()
    {
        content.Clear();
        IsActive = null;
        Given.Clear();
    }

    /// <summary>As an edit; null when nothing is edited.</summary>
    public Edit? ToEdit() => IsEmpty ? null : new Edit.Profile(
        profileId,
        IsActive,
        Add: NullIfEmpty(content.Where(pair => pair.Value is not null).Select(pair => new ClientTools(pair.Key, pair.Value!.Names))),
        Remove: NullIfEmpty(content.Where(pair => pair.Value is null).Select(pair => pair.Key)),
        Give: Given.Give(),
        Take: Given.Take());

    /// <summary>Takes up an edit that was left: a page closed, a connection dropped.</summary>
    public void Restore(Edit? edit)
    {
        Clear();
        if (edit is not Edit.Profile profile)
            return;
        IsActive = profile.IsActive;
        foreach (var add in profile.Add ?? [])
            content[add.McpClientId] = ToolList.Of(add.ToolsToExecute);
        foreach (var client in profile.Remove ?? [])
            content[client] = null;
        Given.Restore(profile.Give, profile.Take);
    }

    private static T[]? NullIfEmpty<T>(IEnumerable<T> items) => items.ToArray() is { Length: > 0 } some ? some : null;
}
