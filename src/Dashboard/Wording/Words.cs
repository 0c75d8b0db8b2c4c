using System.Globalization;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Wording;

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

    /// <summary>"OAuth tokens", at the beginning of a sentence.</summary>
    public static string Many(CredentialKind kind) => CredentialFacts.Of(kind).Titles;

    public static string Of(ChangeOrigin origin) => origin switch
    {
        ChangeOrigin.Api => WordTexts.Api,
        ChangeOrigin.Scim => WordTexts.Scim,
        _ => origin.ToString(),
    };

    public static string Of(ObjectKind kind) => kind switch
    {
        ObjectKind.VirtualKey => WordTexts.Key,
        ObjectKind.McpClient => WordTexts.McpClient,
        ObjectKind.AccessProfile => WordTexts.AccessProfile,
        ObjectKind.User => WordTexts.User,
        _ => WordTexts.Group,
    };

    /// <summary>What was edited.</summary>
    public static string Of(EditKind kind) => kind switch
    {
        EditKind.Allowlist => WordTexts.AllowlistOfAKey,
        EditKind.Undo => WordTexts.Undo,
        EditKind.Sharing => WordTexts.SharingOfAnMcpClient,
        EditKind.Bulk => WordTexts.Bulk,
        EditKind.Repair => WordTexts.RepairOfDrift,
        EditKind.HeaderKeys => WordTexts.HeaderNames,
        EditKind.DeleteVirtualKey => WordTexts.VirtualKeyDeleted,
        EditKind.DeleteMcpClient => WordTexts.McpClientDeleted,
        EditKind.DeleteUser => WordTexts.UserDeleted,
        EditKind.Profile => WordTexts.AccessProfile,
        EditKind.DeleteProfile => WordTexts.AccessProfileDeleted,
        EditKind.GroupMembers => WordTexts.GroupMembers,
        EditKind.DeleteGroup => WordTexts.GroupDeleted,
        EditKind.Owner => WordTexts.OwnerOfAKey,
        _ => kind.ToString(),
    };

    /// <summary>Where a change came from, as part of a sentence about it.</summary>
    public static string Sentence(ChangeOrigin origin) => origin switch
    {
        ChangeOrigin.Page => WordTexts.OnAPage,
        ChangeOrigin.Api => WordTexts.OverTheApi,
        ChangeOrigin.Scim => WordTexts.ByScim,
        ChangeOrigin.Bulk => WordTexts.AsBulk,
        ChangeOrigin.Undo => WordTexts.AsUndo,
        ChangeOrigin.Command => WordTexts.FromTheCommandLine,
        ChangeOrigin.Sweep => WordTexts.ByTheSweep,
        _ => WordTexts.ByImport,
    };

    public static string Brief(AuthType auth) => auth switch
    {
        AuthType.PerUserOAuth => WordTexts.OAuth,
        AuthType.PerUserHeaders => WordTexts.Header,
        AuthType.OAuth => WordTexts.SharedOAuth,
        AuthType.Headers => WordTexts.StaticHeader,
        _ => WordTexts.NoAuth,
    };

    /// <summary>"3 active, 1 needs re-auth"; a dash when there is nothing.</summary>
    public static string Of(StatusCounts counts)
    {
        var parts = new[]
        {
            (counts.Active, WordTexts.ActiveWord), (counts.Orphaned, WordTexts.OrphanedWord), (counts.NeedsReauth, WordTexts.NeedsReAuthLower),
            (counts.NeedsUpdate, WordTexts.NeedsUpdateLower), (counts.Pending, WordTexts.PendingWord),
        };
        var words = string.Join(", ", parts.Where(part => part.Item1 > 0).Select(part => $"{Number(part.Item1)} {part.Item2}"));
        return words.Length == 0 ? "–" : words;
    }
}
