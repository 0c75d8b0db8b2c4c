using System.Globalization;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>Dates, kinds and origins as people read them. Times are UTC.</summary>
public static class Words
{
    /// <summary>The class of a cell that says nothing: where rows are cards, it goes.</summary>
    public static string Nil(string text) => text == "–" ? "nil" : "";

    public static string Day(DateTimeOffset? time) => time?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "–";

    public static string ShortDay(DateTimeOffset? time) => time?.ToString("d MMM", CultureInfo.InvariantCulture) ?? "–";

    public static string Moment(DateTimeOffset? time) => time?.ToString("d MMM, HH:mm", CultureInfo.InvariantCulture) ?? "–";

    public static string Exact(DateTimeOffset? time) => time?.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>"Mon 23 Nov 2026, 09:45 UTC".</summary>
    public static string Weekday(DateTimeOffset time) => time.ToString("ddd d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Of(CredentialKind kind) => CredentialFacts.Of(kind).Title;

    public static string Of(ChangeOrigin origin) => origin switch
    {
        ChangeOrigin.Api => "API",
        ChangeOrigin.Scim => "SCIM",
        _ => origin.ToString(),
    };

    public static string Of(ObjectKind kind) => kind switch
    {
        ObjectKind.VirtualKey => "Key",
        ObjectKind.McpClient => "MCP client",
        ObjectKind.AccessProfile => "Access profile",
        ObjectKind.User => "User",
        _ => "Group",
    };

    /// <summary>What was edited.</summary>
    public static string Of(EditKind kind) => kind switch
    {
        EditKind.Allowlist => "Allowlist of a key",
        EditKind.Undo => "Undo",
        EditKind.Sharing => "Sharing of an MCP client",
        EditKind.Bulk => "Bulk",
        EditKind.Repair => "Repair of drift",
        EditKind.HeaderKeys => "Header names",
        EditKind.DeleteVirtualKey => "Virtual key deleted",
        EditKind.DeleteMcpClient => "MCP client deleted",
        EditKind.DeleteUser => "User deleted",
        EditKind.Profile => "Access profile",
        EditKind.DeleteProfile => "Access profile deleted",
        EditKind.GroupMembers => "Group members",
        EditKind.DeleteGroup => "Group deleted",
        EditKind.Owner => "Owner of a key",
        _ => kind.ToString(),
    };

    /// <summary>Where a change came from, as part of a sentence about it.</summary>
    public static string Sentence(ChangeOrigin origin) => origin switch
    {
        ChangeOrigin.Page => "On a page",
        ChangeOrigin.Api => "Over the API",
        ChangeOrigin.Scim => "By SCIM",
        ChangeOrigin.Bulk => "As bulk",
        ChangeOrigin.Undo => "As undo",
        ChangeOrigin.Command => "From the command line",
        ChangeOrigin.Sweep => "By the sweep",
        _ => "By import",
    };

    public static string Brief(AuthType auth) => auth switch
    {
        AuthType.PerUserOAuth => "OAuth",
        AuthType.PerUserHeaders => "Header",
        AuthType.OAuth => "Shared OAuth",
        AuthType.Headers => "Static header",
        _ => "No auth",
    };

    /// <summary>"3 active, 1 needs re-auth"; a dash when there is nothing.</summary>
    public static string Of(StatusCounts counts)
    {
        var parts = new[]
        {
            (counts.Active, "active"), (counts.Orphaned, "orphaned"), (counts.NeedsReauth, "needs re-auth"),
            (counts.NeedsUpdate, "needs update"), (counts.Pending, "pending"),
        };
        var words = string.Join(", ", parts.Where(part => part.Item1 > 0).Select(part => $"{Number(part.Item1)} {part.Item2}"));
        return words.Length == 0 ? "–" : words;
    }
}
