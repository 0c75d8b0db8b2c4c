using Gatehouse.Data.Reads.VirtualKeys;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Keys selected in the list, over its pages: one by one, or everything the filter lets through.</summary>
public sealed class KeySelection
{
    private readonly Dictionary<string, KeyChoice> picked = [];

    /// <summary>Everything the list's filter lets through, seen or not.</summary>
    public bool IsAll { get; private set; }

    public IReadOnlyCollection<KeyChoice> Keys => picked.Values;

    public int Count => IsAll ? int.MaxValue : picked.Count;

    public bool Has(string id) => IsAll || picked.ContainsKey(id);

    /// <summary>One key more or less. Taking one from all leaves what was picked one by one.</summary>
    public void Pick(VirtualKeyItem key, bool isPicked)
    {
        IsAll = false;
        if (isPicked)
            picked[key.Id] = new(key.Id, key.Name, key.Owner);
        else
            picked.Remove(key.Id);
    }

    public void All() => IsAll = true;

    public void NotAll() => IsAll = false;

    public void Clear()
    {
        picked.Clear();
        IsAll = false;
    }
}
