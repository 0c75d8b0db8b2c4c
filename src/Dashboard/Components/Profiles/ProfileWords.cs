using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>What pages say of access profiles.</summary>
internal static class ProfileWords
{
    /// <summary>The look of active and inactive, the same as a key's.</summary>
    public static VirtualKeyState State(bool isActive) => isActive ? VirtualKeyState.Active : VirtualKeyState.Inactive;

    /// <summary>"1 key, 2 groups"; "Nobody".</summary>
    public static string Given(GivenCounts given)
    {
        var parts = new[]
        {
            given.VirtualKeys > 0 ? PlanWords.Count(given.VirtualKeys, ProfileTexts.Key, ProfileTexts.Keys) : null,
            given.Users > 0 ? PlanWords.Count(given.Users, ProfileTexts.User, ProfileTexts.Users) : null,
            given.Groups > 0 ? PlanWords.Count(given.Groups, ProfileTexts.Group, ProfileTexts.Groups) : null,
        };
        return given.Total == 0 ? ProfileTexts.Nobody : string.Join(", ", parts.OfType<string>());
    }

    /// <summary>What the switch means here.</summary>
    public static string Switch(ProfileDetail profile, bool isOn) => (isOn, isOn == profile.IsActive) switch
    {
        (true, true) => ProfileTexts.OnItReachesTurnedOffItNames.With(PlanWords.Count(profile.Reached, ProfileTexts.VirtualKey, ProfileTexts.VirtualKeys)),
        (true, false) => ProfileTexts.OnAfterThisEditEverybodyItIs,
        (false, true) => ProfileTexts.OffItNamesNothingAndGrantsNothing,
        (false, false) => ProfileTexts.OffAfterThisEditItNamesNothing,
    };

    /// <summary>"1 client changed, 2 given or taken, switch".</summary>
    public static string Changed(ProfileDraft edited)
    {
        var parts = new[]
        {
            edited.IsActive is null ? null : "switch",
            edited.Content.Count == 0 ? null : PlanWords.Count(edited.Content.Count, ProfileTexts.Client, ProfileTexts.Clients),
            edited.Given.Count == 0 ? null : ProfileTexts.GivenOrTaken.With(Words.Number(edited.Given.Count)),
        };
        var text = string.Join(", ", parts.OfType<string>()).Capital();
        return edited.Given.Count == 0 ? ProfileTexts.XChanged.With(text) : text;
    }
}
