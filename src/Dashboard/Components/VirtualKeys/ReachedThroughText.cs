using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation.Planning;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Words for how a key reaches an MCP client. It only names what Cover decided.</summary>
internal static class ReachedThroughText
{
    /// <param name="direct">The key's own grant; null: none; empty: denied.</param>
    /// <param name="profiles">The access profiles that name the client for the key.</param>
    /// <param name="isReached">The key reaches it, as Cover says.</param>
    public static (string? Icon, string Words) Of(ToolList? direct, IReadOnlyList<ProfileTools> profiles, bool isReached)
    {
        if (!isReached)
            return direct is not null ? (Icons.Material.Outlined.Block, VirtualKeyTexts.DeniedForThisKey)
                : profiles.Count > 0 ? (Icons.Material.Outlined.Block, VirtualKeyTexts.DeniedByProfile.With(string.Join(", ", profiles.Select(profile => profile.Name))))
                : (null, VirtualKeyTexts.NotReached);
        var granting = profiles.Where(profile => !profile.Tools.IsNone).Select(profile => VirtualKeyTexts.ProfileX.With(profile.Name)).ToArray();
        var sources = direct is { IsNone: false } ? ["direct", .. granting] : granting;
        return sources.Length == 0
            ? (Icons.Material.Outlined.Public, VirtualKeyTexts.AllKeys)
            : (sources[0] == "direct" ? Icons.Material.Outlined.Key : Icons.Material.Outlined.Layers, string.Join(", ", sources).Capital());
    }

    /// <summary>The tools of all sources together: "4 of 9 tools"; all tools when no source names the client.</summary>
    public static string Tools(ToolList? direct, IReadOnlyList<ProfileTools> profiles, IReadOnlyList<string> known)
    {
        ToolList[] sources = [.. profiles.Select(profile => profile.Tools), .. direct is null ? (IEnumerable<ToolList>)[] : [direct]];
        return PolicyLines.Words(sources.Length == 0 ? ToolList.All : sources.Aggregate((one, other) => one.Union(other)), known).Capital();
    }
}
