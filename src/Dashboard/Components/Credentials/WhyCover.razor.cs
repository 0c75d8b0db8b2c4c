using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>Every source of a credential's keys, also those that grant nothing.</summary>
public sealed partial class WhyCover
{
    private const int Most = 6;

    [Parameter, EditorRequired]
    public required CredentialStory Story { get; set; }

    /// <summary>Keys that reach it first.</summary>
    private IEnumerable<StoryKey> Shown => Story.Keys.OrderByDescending(key => key.IsReached).ThenByDescending(key => key.IsNamed).Take(Most);

    private IEnumerable<(string Icon, string Words, string? Href)> Sources(StoryKey key)
    {
        yield return (key.Direct is { IsNone: true } ? Icons.Material.Outlined.Block : Icons.Material.Outlined.Key, $"Direct grant: {Tools(key.Direct, "none")}", null);
        foreach (var profile in key.Profiles)
            yield return (Icons.Material.Outlined.Layers, $"Profile {profile.Name}: {Tools(profile.Tools, $"does not name {Story.Row.ClientName}")}", Links.AccessProfile(profile.Id));
        yield return (Icons.Material.Outlined.Public, Story.AllKeys
            ? key.IsNamed ? $"All keys: on for {Story.Row.ClientName}, but a source above names it" : $"All keys: on for {Story.Row.ClientName}"
            : $"All keys: off for {Story.Row.ClientName}", null);
    }

    private static string Tools(ToolList? tools, string otherwise) => tools is null ? otherwise : tools.IsNone ? "no tools, so it denies it" : tools.ToString();
}
