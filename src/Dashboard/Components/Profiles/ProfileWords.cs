using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
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
            given.VirtualKeys > 0 ? PlanWords.Count(given.VirtualKeys, "key", "keys") : null,
            given.Users > 0 ? PlanWords.Count(given.Users, "user", "users") : null,
            given.Groups > 0 ? PlanWords.Count(given.Groups, "group", "groups") : null,
        };
        return given.Total == 0 ? "Nobody" : string.Join(", ", parts.OfType<string>());
    }

    /// <summary>What the switch means here.</summary>
    public static string Switch(ProfileDetail profile, bool isOn) => (isOn, isOn == profile.IsActive) switch
    {
        (true, true) => $"On. It reaches {PlanWords.Count(profile.Reached, "virtual key", "virtual keys")}. Turned off, it names nothing and grants nothing to anybody.",
        (true, false) => "On after this edit: everybody it is given to reaches what it grants.",
        (false, true) => "Off. It names nothing and grants nothing. Turned on, everybody it is given to reaches what it grants.",
        (false, false) => "Off after this edit: it names nothing and grants nothing to anybody.",
    };

    /// <summary>"1 client changed, 2 given or taken, switch".</summary>
    public static string Changed(ProfileDraft edited)
    {
        var parts = new[]
        {
            edited.IsActive is null ? null : "switch",
            edited.Content.Count == 0 ? null : PlanWords.Count(edited.Content.Count, "client", "clients"),
            edited.Given.Count == 0 ? null : $"{Words.Number(edited.Given.Count)} given or taken",
        };
        var text = string.Join(", ", parts.OfType<string>()).Capital();
        return edited.Given.Count == 0 ? $"{text} changed" : text;
    }
}
