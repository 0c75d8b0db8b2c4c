using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Credentials;
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
        yield return (key.Direct is { IsNone: true } ? Icons.Material.Outlined.Block : Icons.Material.Outlined.Key, CredentialTexts.DirectGrant.With(Tools(key.Direct, CredentialTexts.None)), null);
        foreach (var profile in key.Profiles)
            yield return (Icons.Material.Outlined.Layers, CredentialTexts.ProfileXY.With(profile.Name, Tools(profile.Tools, CredentialTexts.DoesNotName.With(Story.Row.ClientName))), Links.AccessProfile(profile.Id));
        yield return (Icons.Material.Outlined.Public, Story.AllKeys
            ? key.IsNamed ? CredentialTexts.AllKeysOnForButASource.With(Story.Row.ClientName) : CredentialTexts.AllKeysOnFor.With(Story.Row.ClientName)
            : CredentialTexts.AllKeysOffFor.With(Story.Row.ClientName), null);
    }

    private static string Tools(ToolList? tools, string otherwise) => tools is null ? otherwise : tools.IsNone ? CredentialTexts.NoToolsSoItDeniesIt : tools.ToString();
}
