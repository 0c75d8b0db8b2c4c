using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>The story of a credential in words.</summary>
internal static class WhyWords
{
    /// <summary>One sentence, or two.</summary>
    public static string Lead(CredentialStory story) => (story.Row, story.IsDrift) switch
    {
        ({ Status: CredentialStatus.Orphaned } row, true) => $"Marked as orphaned since {Words.Moment(row.OrphanedAt)}, though a grant reaches {row.ClientName} today: drift.",
        ({ Status: CredentialStatus.Orphaned, OrphanedBy: { } by } row, _) =>
            $"Orphaned since {Words.Moment(row.OrphanedAt)} by change {Words.Number((int)by.ChangeId)} of {by.Actor}: {Lower(by.Reason?.Words() ?? "lost its cover")}. {NoGrant(story)}",
        ({ Status: CredentialStatus.Orphaned } row, _) => $"Orphaned since {Words.Moment(row.OrphanedAt)}: it came in so. {NoGrant(story)}",
        (_, true) => $"In use, though no grant reaches {story.Row.ClientName} today: drift. A repair orphans it.",
        ({ Status: CredentialStatus.NeedsReauth }, _) => $"Covered, but the provider does not take it any more: its sign-in must be repeated.",
        ({ Status: CredentialStatus.NeedsUpdate } row, _) => row.MissingHeaders.Count == 0 ? "Covered, but a header value is missing." : $"Covered, but it lacks {string.Join(", ", row.MissingHeaders)}.",
        ({ Status: CredentialStatus.Pending } row, _) => $"Somebody was asked for it and has until {Words.Moment(row.ExpiresAt)}.",
        ({ IdentityKind: IdentityKind.Session }, _) => "Bound to a session that the caller named itself: it carries no access model and is never reconciled.",
        _ => "Covered and healthy: it can be used.",
    };

    public static string Key(StoryKey key) => $"{(key.Team is { } team ? $"team {team}, " : "")}{(key.IsReached ? "reaches it" : "does not reach it")}";

    public static string Name(WayBack way, CredentialStory story) => way switch
    {
        WayBack.Undo undo => $"Undo change {Words.Number((int)undo.ChangeId)}",
        WayBack.OnKey on => $"Allow {story.Row.ClientName} on {on.Key}",
        WayBack.OnAllKeys => $"Allow {story.Row.ClientName} on all virtual keys",
        WayBack.ByProfile by => $"Give profile {by.Profile} to {by.Key}",
        _ => "Repair drift",
    };

    public static string Href(WayBack way) => way switch
    {
        WayBack.OnKey on => Links.Allow(on.KeyId, on.ClientId),
        WayBack.OnAllKeys all => Links.AllowOnAllKeys(all.ClientId),
        WayBack.ByProfile by => Links.AccessProfile(by.ProfileId, "given"),
        WayBack.Undo undo => Links.Change(undo.ChangeId),
        _ => Links.Repair,
    };

    public static string Button(WayBack way) => way switch
    {
        WayBack.OnKey => "Open allowlist",
        WayBack.OnAllKeys => "Open sharing",
        WayBack.ByProfile => "Open profile",
        _ => "Open repair",
    };

    /// <summary>"Brings back 7 credentials".</summary>
    public static string Brings(Plan plan)
    {
        var back = $"Brings back {PlanWords.Count(plan.Totals.Reactivate, "credential", "credentials")}";
        return plan.Totals.Orphan > 0 ? $"{back}, orphans {Words.Number(plan.Totals.Orphan)}" : back;
    }

    /// <summary>What happens if nobody does anything; null: nothing does.</summary>
    public static string? Otherwise(CredentialStory story) => story.PurgedAt is { } at ? $"{Then(story.Row)} Otherwise it is purged on {Words.Day(at)}." : null;

    /// <summary>What is still to do once it is covered again.</summary>
    private static string Then(CredentialItem row) => row.Health switch
    {
        CredentialHealth.NeedsReauth => "Its sign-in must be repeated then: the provider did not take it any more before.",
        CredentialHealth.NeedsUpdate => "A header value is missing then, as before.",
        _ => row.IdentityKind == IdentityKind.User ? $"{row.Who} needs no new sign-in then." : "No new sign-in is needed then.",
    };

    public static string Did(Move move) => move switch
    {
        Move.Orphan => "Orphaned",
        Move.Reactivate => "Reactivated",
        Move.NeedsUpdate => "Needs update",
        Move.Healthy => "Complete again",
        _ => StatusLook.Of(move).Word,
    };

    public static string Cause(StoryMove move) => Lower(move.Reason.Words()) + (move.Why is null ? "" : $" (\"{move.Why}\")");

    /// <summary>Why nothing but a revoke is offered.</summary>
    public static string Foot(CredentialStory story) => story.Row switch
    {
        { Status: CredentialStatus.Orphaned } row => $"A new sign-in would not help while no grant reaches {row.ClientName}.",
        { Status: CredentialStatus.NeedsReauth, IdentityKind: IdentityKind.User } row => $"Only {row.Who} can sign in again; the gateway asks with the next call.",
        { Status: CredentialStatus.NeedsReauth } => "Whoever calls next is asked to sign in again.",
        { Status: CredentialStatus.NeedsUpdate, IdentityKind: IdentityKind.User } row => $"Only {row.Who} can type the values in; the gateway asks with the next call.",
        { Status: CredentialStatus.NeedsUpdate } => "Whoever calls next is asked for the values.",
        { Status: CredentialStatus.Pending } => "Revoke takes the question back.",
        _ => "Revoke deletes it for good; whoever is covered can sign in anew.",
    };

    private static string NoGrant(CredentialStory story) => story.Row.IdentityKind == IdentityKind.User
        ? story.Keys.Count == 0 ? "No virtual key is this user's or a team's of theirs." : $"No key of theirs reaches {story.Row.ClientName} today."
        : $"No grant of this key reaches {story.Row.ClientName} today.";

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
