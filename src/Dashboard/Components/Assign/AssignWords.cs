using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation.Planning;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>What the Assign page says of whom, what and how many.</summary>
internal static class AssignWords
{
    public static string Say(string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    public static string Count(int count, string one, string many) => $"{Words.Number(count)} {(count == 1 ? one : many)}";

    /// <summary>"All 60 keys, 4 keys, 1 group"; empty when nobody is picked.</summary>
    public static string Who(AssignSession session, int? filtered, bool isEverybody)
    {
        if (session.Source is { } source)
            return session.Sheet is { } sheet ? Say(AssignTexts.RowsOf, Count(sheet.Rows, AssignTexts.Row, AssignTexts.Rows), source) : Say(AssignTexts.RowsOfFile, source);
        var (users, groups) = (session.Owners.Count(owner => !owner.IsGroup), session.Owners.Count(owner => owner.IsGroup));
        return string.Join(", ", new[]
        {
            filtered is { } all ? isEverybody ? Say(AssignTexts.AllOf, Count(all, AssignTexts.Key, AssignTexts.Keys)) : Say(AssignTexts.OfAFilter, Count(all, AssignTexts.Key, AssignTexts.Keys)) : "",
            session.Keys.Count > 0 ? Count(session.Keys.Count, AssignTexts.Key, AssignTexts.Keys) : "",
            groups > 0 ? Count(groups, AssignTexts.GroupWord, AssignTexts.GroupsWord) : "",
            users > 0 ? Count(users, AssignTexts.UserWord, AssignTexts.UsersWord) : "",
        }.Where(part => part.Length > 0));
    }

    /// <summary>"Grant github, revoke jira"; with many of them, how many.</summary>
    public static string What(AssignSession session)
    {
        if (session.Source is not null)
            return AssignTexts.AsRowsSay;
        string[] grants = [.. session.Clients.Where(client => client.Tools is not null).Select(client => client.Name)];
        string[] revokes = [.. session.Clients.Where(client => client.Tools is null).Select(client => client.Name)];
        return string.Join(", ", new[] { Part(AssignTexts.GrantVerb, grants), Part(AssignTexts.RevokeVerb, revokes) }.Where(part => part.Length > 0)).Capital();
    }

    /// <summary>"60 keys: active, name or owner holds "bot"".</summary>
    public static string Filter(VirtualKeyFilter filter, int count)
    {
        var parts = new[]
        {
            filter.State is { } state ? StatusLook.Of(state).Word.ToLowerInvariant() : "",
            filter.GrantsClient is { } client ? Say(AssignTexts.FilterGrants, client) : "",
            filter.HasOrphaned switch { true => AssignTexts.FilterOrphaned, false => AssignTexts.FilterNotOrphaned, null => "" },
            filter.Owner is { } owner ? owner == VirtualKeyFilter.Nobody ? AssignTexts.FilterUnowned : Say(AssignTexts.FilterOwned, owner) : "",
            string.IsNullOrWhiteSpace(filter.Search) ? "" : Say(AssignTexts.FilterSearch, filter.Search.Trim()),
        }.Where(part => part.Length > 0).ToArray();
        return parts.Length == 0 ? Say(AssignTexts.AllOf, Count(count, AssignTexts.VirtualKey, AssignTexts.VirtualKeysWord)) : $"{Count(count, AssignTexts.VirtualKey, AssignTexts.VirtualKeysWord)}: {string.Join(", ", parts)}";
    }

    /// <summary>"user Ana Ortiz", as rows name what they are about.</summary>
    public static string Target(AssignTo? kind, string target) => target.Length == 0 ? AssignTexts.Empty : kind switch
    {
        AssignTo.User => Say(AssignTexts.UserNamed, ShownText.Of(target)),
        AssignTo.Group => Say(AssignTexts.GroupNamed, ShownText.Of(target)),
        _ => ShownText.Of(target),
    };

    /// <summary>"notion, all tools", "notion, 6 of 18 tools to all tools", "notion".</summary>
    public static string Change(ChangedField change) => (change.Before, change.After) switch
    {
        (_, null) => change.Client,
        (null, { } after) => $"{change.Client}, {PolicyLines.Words(after, change.KnownTools)}",
        ({ } before, { } after) => $"{change.Client}, {Say(AssignTexts.FromTo, PolicyLines.Words(before, change.KnownTools), PolicyLines.Words(after, change.KnownTools))}",
    };

    private static string Part(string verb, string[] names) => names.Length switch
    {
        0 => "",
        <= 3 => $"{verb} {string.Join($" {AssignTexts.And} ", names)}",
        _ => $"{verb} {Count(names.Length, AssignTexts.ClientWord, AssignTexts.ClientsWord)}",
    };
}
