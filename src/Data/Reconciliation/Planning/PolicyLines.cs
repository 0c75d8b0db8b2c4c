using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>The policy difference in words.</summary>
public static class PolicyLines
{
    /// <param name="change">The grant before and after.</param>
    /// <param name="client">Name of the MCP client.</param>
    /// <param name="known">The tools the client is known to have; empty: nobody knows.</param>
    /// <param name="key">Name of the virtual key.</param>
    public static PolicyLine Of(GrantChange change, string client, IReadOnlyList<string> known, string key) => (change.Before, change.After) switch
    {
        (null, { IsNone: true }) => new(PolicySign.Remove, client, "denied for key", key, null),
        (null, { } after) => new(PolicySign.Add, client, "granted to key", key, Words(after, known)),
        ({ } before, null) => new(PolicySign.Remove, client, "removed from key", key, $"it had {Words(before, known)}"),
        ({ } before, { IsNone: true }) => new(PolicySign.Remove, client, "denied for key", key, $"it had {Words(before, known)}"),
        ({ } before, { } after) => new(PolicySign.Alter, client, "altered on key", key, $"{Words(before, known)} → {Words(after, known)}"),
        _ => throw new ArgumentException("Nothing changes.", nameof(change)),
    };

    public static PolicyLine Of(SwitchChange change, string client) => change.After
        ? new(PolicySign.Add, client, "allowed on all virtual keys", null, null)
        : new(PolicySign.Remove, client, "no longer allowed on all virtual keys", null, null);

    /// <summary>The header names a client asks for.</summary>
    public static PolicyLine Of(string client, IReadOnlyList<string> before, IReadOnlyList<string> after) => new(
        PolicySign.Alter, client, "asked for the headers", string.Join(", ", after), $"before: {(before.Count == 0 ? "none" : string.Join(", ", before))}");

    /// <summary>A key's owner, by name.</summary>
    public static PolicyLine Owner(string key, string before, string after) => new(PolicySign.Alter, key, "owned by", after, $"before: {before}");

    public static PolicyLine Member(string user, string group, bool joins) => joins
        ? new(PolicySign.Add, user, "added to group", group, null)
        : new(PolicySign.Remove, user, "removed from group", group, null);

    public static PolicyLine Active(string profile, bool isActive) => isActive
        ? new(PolicySign.Add, profile, "made active", null, null)
        : new(PolicySign.Remove, profile, "made inactive", null, null);

    /// <param name="profile">Name of the access profile.</param>
    /// <param name="change">Given or taken.</param>
    /// <param name="who">"key ci-bot", "user Ana", "group Data".</param>
    public static PolicyLine Given(string profile, GivenChange change, string who) => change.IsGiven
        ? new(PolicySign.Add, profile, "given to", who, null)
        : new(PolicySign.Remove, profile, "taken from", who, null);

    /// <param name="change">What the profile names before and after.</param>
    /// <param name="client">Name of the MCP client.</param>
    /// <param name="known">The tools the client is known to have; empty: nobody knows.</param>
    /// <param name="profile">Name of the access profile.</param>
    public static PolicyLine Of(ContentChange change, string client, IReadOnlyList<string> known, string profile) => (change.Before, change.After) switch
    {
        (null, { IsNone: true }) => new(PolicySign.Remove, client, "denied by profile", profile, null),
        (null, { } after) => new(PolicySign.Add, client, "granted by profile", profile, Words(after, known)),
        ({ } before, null) => new(PolicySign.Remove, client, "removed from profile", profile, $"it had {Words(before, known)}"),
        ({ } before, { IsNone: true }) => new(PolicySign.Remove, client, "denied by profile", profile, $"it had {Words(before, known)}"),
        ({ } before, { } after) => new(PolicySign.Alter, client, "altered in profile", profile, $"{Words(before, known)} → {Words(after, known)}"),
        _ => throw new ArgumentException("Nothing changes.", nameof(change)),
    };

    /// <param name="client">Name of the MCP client.</param>
    /// <param name="what">"OAuth token of Ana".</param>
    public static PolicyLine Revoked(string client, string what) => new(PolicySign.Remove, client, "revoked:", what, null);

    /// <param name="count">How many go.</param>
    /// <param name="before">When the last of them was orphaned at the latest.</param>
    public static PolicyLine Purged(int count, DateTimeOffset before) => new(
        PolicySign.Remove, PlanWords.Count(count, "orphan", "orphans"), "purged", null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"orphaned before {before:d MMM yyyy, HH:mm} UTC"));

    public static PolicyLine Deleted(string what) => new(PolicySign.Remove, what, "deleted", null, null);

    /// <summary>"all tools", "no tools", "4 of 9 tools", "0 of 9 tools and 1 unknown"; where nobody knows the client's tools, "4 tools".</summary>
    public static string Words(ToolList tools, IReadOnlyList<string> known)
    {
        if (tools.IsAll || tools.IsNone || known.Count == 0)
            return tools.ToString();
        var names = tools.Names;
        var unknown = names.Except(known, StringComparer.Ordinal).Count();
        return $"{names.Count - unknown} of {PlanWords.Count(known.Count, "tool", "tools")}{(unknown == 0 ? "" : $" and {unknown} unknown")}";
    }
}
