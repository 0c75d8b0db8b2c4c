using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.McpClients;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Sentences of the sharing editor.</summary>
internal static class SharingWords
{
    /// <summary>What the switch means here: who is reached today, and by how many keys that changes when it is turned.</summary>
    public static string Switch(McpClientDetail client, SharingCounts counts, bool isOn)
    {
        var differ = Math.Abs(counts.ReachedOtherwise - counts.Reached);
        var keys = differ == 1 ? McpClientTexts.Key : McpClientTexts.Keys;
        var reach = differ == 1 ? McpClientTexts.Reaches : McpClientTexts.Reach;
        var only = counts.Granted + counts.Profiles == 0 ? McpClientTexts.NoKeyReaches : McpClientTexts.OnlyXY.With(Named(counts), counts.Granted == 1 && counts.Profiles == 0 ? McpClientTexts.Reaches : McpClientTexts.Reach);
        return (isOn, isOn == client.AllKeys) switch
        {
            (true, true) => McpClientTexts.OnEveryVirtualKeyThatNoGrant.With(client.Name, Words.Number(differ), keys, only),
            (true, false) => McpClientTexts.OnAfterThisEditMoreWithAll.With(Words.Number(differ), keys, reach, client.Name),
            (false, true) => McpClientTexts.OffTurnedOnMoreItWithAll.With(only.Capital(), client.Name, Words.Number(differ), keys, reach),
            (false, false) => McpClientTexts.OffAfterThisEditNoLongerIt.With(Words.Number(differ), keys, reach, client.Name, only),
        };
    }

    /// <summary>"3 keys changed", "switch and 1 key changed".</summary>
    public static string Changed(SharingDraft edited)
    {
        var keys = edited.Proposed.Count == 1 ? McpClientTexts.N1Key : McpClientTexts.XKeys.With(Words.Number(edited.Proposed.Count));
        return edited.AllKeys is null ? McpClientTexts.XChanged.With(keys) : edited.Proposed.Count == 0 ? McpClientTexts.SwitchChanged : McpClientTexts.SwitchAndChanged.With(keys);
    }

    private static string Named(SharingCounts counts)
    {
        var keys = counts.Granted == 1 ? McpClientTexts.The1KeyBelow : McpClientTexts.TheKeysBelow.With(Words.Number(counts.Granted));
        return counts.Profiles == 0 ? keys : McpClientTexts.XAndY.With(keys, counts.Profiles == 1 ? McpClientTexts.N1AccessProfile : McpClientTexts.AccessProfiles.With(Words.Number(counts.Profiles)));
    }
}
