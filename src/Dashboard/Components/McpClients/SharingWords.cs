using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Sentences of the sharing editor.</summary>
internal static class SharingWords
{
    /// <summary>What the switch means here: who is reached today, and by how many keys that changes when it is turned.</summary>
    public static string Switch(McpClientDetail client, SharingCounts counts, bool isOn)
    {
        var differ = Math.Abs(counts.ReachedOtherwise - counts.Reached);
        var keys = differ == 1 ? "key" : "keys";
        var reach = differ == 1 ? "reaches" : "reach";
        var only = counts.Granted + counts.Profiles == 0 ? "no key reaches" : $"only {Named(counts)} {(counts.Granted == 1 && counts.Profiles == 0 ? "reaches" : "reach")}";
        return (isOn, isOn == client.AllKeys) switch
        {
            (true, true) => $"On. Every virtual key that no grant or profile names reaches {client.Name} with all tools: {Words.Number(differ)} {keys}. Turned off, {only} it.",
            (true, false) => $"On after this edit: {Words.Number(differ)} more {keys} {reach} {client.Name} with all tools.",
            (false, true) => $"Off. {only.Capital()} {client.Name}. Turned on, {Words.Number(differ)} more {keys} {reach} it with all tools.",
            (false, false) => $"Off after this edit: {Words.Number(differ)} {keys} no longer {reach} {client.Name}; {only} it.",
        };
    }

    /// <summary>"3 keys changed", "switch and 1 key changed".</summary>
    public static string Changed(SharingDraft edited)
    {
        var keys = edited.Proposed.Count == 1 ? "1 key" : $"{Words.Number(edited.Proposed.Count)} keys";
        return edited.AllKeys is null ? $"{keys} changed" : edited.Proposed.Count == 0 ? "Switch changed" : $"Switch and {keys} changed";
    }

    private static string Named(SharingCounts counts)
    {
        var keys = counts.Granted == 1 ? "the 1 key below" : $"the {Words.Number(counts.Granted)} keys below";
        return counts.Profiles == 0 ? keys : $"{keys} and {(counts.Profiles == 1 ? "1 access profile" : $"{Words.Number(counts.Profiles)} access profiles")}";
    }
}
