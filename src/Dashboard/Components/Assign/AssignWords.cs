using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>What the Assign page says of whom, what and how many.</summary>
internal static class AssignWords
{
    public static string Count(int count, string one, string many) => $"{Words.Number(count)} {(count == 1 ? one : many)}";

    /// <summary>"All 60 keys, 4 keys, 1 group"; empty when nobody is picked.</summary>
    public static string Who(AssignSession session, int? filtered, bool isEverybody)
    {
        if (session.Source is { } source)
            return $"{(session.Sheet is { } sheet ? Count(sheet.Rows, "row", "rows") : "Rows")} of {source}";
        var (users, groups) = (session.Owners.Count(owner => !owner.IsGroup), session.Owners.Count(owner => owner.IsGroup));
        return string.Join(", ", new[]
        {
            filtered is { } all ? isEverybody ? $"All {Count(all, "key", "keys")}" : $"{Count(all, "key", "keys")} of a filter" : "",
            session.Keys.Count > 0 ? Count(session.Keys.Count, "key", "keys") : "",
            groups > 0 ? Count(groups, "group", "groups") : "",
            users > 0 ? Count(users, "user", "users") : "",
        }.Where(part => part.Length > 0));
    }

    /// <summary>"Grant github, revoke jira"; with many of them, how many.</summary>
    public static string What(AssignSession session)
    {
        if (session.Source is not null)
            return "As each row says";
        string[] grants = [.. session.Clients.Where(client => client.Tools is not null).Select(client => client.Name)];
        string[] revokes = [.. session.Clients.Where(client => client.Tools is null).Select(client => client.Name)];
        return string.Join(", ", new[] { Part("grant", grants), Part("revoke", revokes) }.Where(part => part.Length > 0)).Capital();
    }

    /// <summary>"60 keys: active, name or owner holds "bot"".</summary>
    public static string Filter(VirtualKeyFilter filter, int count)
    {
        var parts = new[]
        {
            filter.State is { } state ? StatusLook.Of(state).Word.ToLowerInvariant() : "",
            filter.GrantsClient is { } client ? $"grants {client}" : "",
            filter.HasOrphaned switch { true => "some credentials orphaned", false => "no credential orphaned", null => "" },
            filter.Owner is { } owner ? owner == VirtualKeyFilter.Nobody ? "unowned" : $"owned by {owner}" : "",
            string.IsNullOrWhiteSpace(filter.Search) ? "" : $"found by \"{filter.Search.Trim()}\"",
        }.Where(part => part.Length > 0).ToArray();
        return parts.Length == 0 ? $"All {Count(count, "virtual key", "virtual keys")}" : $"{Count(count, "virtual key", "virtual keys")}: {string.Join(", ", parts)}";
    }

    /// <summary>"user Ana Ortiz", as rows name what they are about.</summary>
    public static string Target(AssignTo? kind, string target) => target.Length == 0 ? "(empty)" : kind switch
    {
        AssignTo.User => $"User {ShownText.Of(target)}",
        AssignTo.Group => $"Group {ShownText.Of(target)}",
        _ => ShownText.Of(target),
    };

    /// <summary>"notion, all tools", "notion, 6 of 18 tools to all tools", "notion".</summary>
    public static string Change(ChangedField change) => (change.Before, change.After) switch
    {
        (_, null) => change.Client,
        (null, { } after) => $"{change.Client}, {PolicyLines.Words(after, change.KnownTools)}",
        ({ } before, { } after) => $"{change.Client}, {PolicyLines.Words(before, change.KnownTools)} to {PolicyLines.Words(after, change.KnownTools)}",
    };

    private static string Part(string verb, string[] names) => names.Length switch
    {
        0 => "",
        <= 3 => $"{verb} {string.Join(" and ", names)}",
        _ => $"{verb} {Count(names.Length, "client", "clients")}",
    };
}
