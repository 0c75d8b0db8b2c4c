using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Api;

/// <summary>A page of credentials and pending flows, the newest first.</summary>
/// <param name="Sessions">The rows.</param>
/// <param name="Count">Rows of this page.</param>
/// <param name="TotalCount">How many rows pass the filter in all.</param>
/// <param name="TotalIsAtLeast">There are more: counting stopped there.</param>
/// <param name="Limit">Rows a page.</param>
/// <param name="Offset">How many rows were skipped before this page.</param>
/// <param name="NextCursor">Parameter cursor of the next page; null: this is the last.</param>
public sealed record SessionList(IReadOnlyList<SessionAnswer> Sessions, int Count, int TotalCount, bool TotalIsAtLeast, int Limit, int Offset, string? NextCursor);

/// <summary>A credential or pending flow.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">token, header or flow.</param>
/// <param name="AuthKind">oauth or headers.</param>
/// <param name="AuthMode">What it is keyed by: vk, user or session.</param>
/// <param name="User">The user it is keyed by.</param>
/// <param name="VirtualKey">The key it is keyed by.</param>
/// <param name="SessionId">The session it is keyed by.</param>
/// <param name="McpClient">What it is for.</param>
/// <param name="Status">Orphaned if orphaned, else active when healthy, else the health; a flow is pending.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When its access token, or the flow, expires; null: unknown or never.</param>
/// <param name="LastUsedAt">When it was last used; null: never.</param>
/// <param name="OrphanedAt">Since when no grant covers it; null: it is not orphaned.</param>
/// <param name="OrphanedByChangeId">The change that orphaned it; null: none on record.</param>
/// <param name="MissingHeaders">Header names its client asks for that it lacks.</param>
/// <param name="Scopes">What an OAuth token was granted.</param>
/// <param name="HasRefreshToken">It can be renewed without its person.</param>
/// <param name="CanReauth">It can be asked for anew while a grant covers it: header values of a key or session that are not orphaned.</param>
public sealed record SessionAnswer(
    string Id, string Kind, string AuthKind, string AuthMode, NamedAnswer? User, NamedAnswer? VirtualKey, string? SessionId, ClientNameAnswer McpClient, CredentialStatus Status,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? OrphanedAt, long? OrphanedByChangeId,
    IReadOnlyList<string> MissingHeaders, IReadOnlyList<string> Scopes, bool HasRefreshToken, bool CanReauth)
{
    internal static SessionAnswer Of(CredentialItem row) => new(
        row.Id, Kinded(CredentialFacts.Of(row.Kind)),
        CredentialFacts.Of(row.Kind).IsOAuth ? "oauth" : "headers", TransitionAnswer.Mode(row.IdentityKind),
        row.IdentityKind == IdentityKind.User ? new(row.WhoId, row.Who) : null, row.IdentityKind == IdentityKind.VirtualKey ? new(row.WhoId, row.Who) : null,
        row.IdentityKind == IdentityKind.Session ? row.Who : null, new(row.ClientId, row.ClientName), row.Status, row.CreatedAt, row.ExpiresAt, row.LastUsedAt,
        row.OrphanedAt, row.OrphanedBy?.ChangeId, row.MissingHeaders, row.Scopes, row.HasRefreshToken, row.CanReauth);

    private static string Kinded(CredentialFacts facts) => facts.IsFlow ? "flow" : facts.IsOAuth ? "token" : "header";
}

/// <summary>A header submission that somebody is asked for again.</summary>
/// <param name="Kind">headers.</param>
/// <param name="SessionId">Id of the pending flow, new or refreshed.</param>
/// <param name="SubmitUrl">Always null: Gatehouse has no page to submit header values on.</param>
/// <param name="ExpiresAt">When the flow is over.</param>
public sealed record ReauthStarted(string Kind, string SessionId, string? SubmitUrl, DateTimeOffset ExpiresAt);

/// <summary>Why a credential is as it is.</summary>
/// <param name="Session">The credential.</param>
/// <param name="Covered">Some key reaches its client; a session asks for none.</param>
/// <param name="Drift">Its mark disagrees with its cover: the edit repair makes it good.</param>
/// <param name="AllowOnAllVirtualKeys">Its client is allowed on all virtual keys.</param>
/// <param name="Keys">The key it is keyed by, or those of its user.</param>
/// <param name="WaysBack">Edits that would cover it again, to be planned as they stand; empty while it is covered.</param>
/// <param name="History">The changes that moved it, newest first, at most 50.</param>
/// <param name="PurgedAt">When it is deleted for good if nothing brings it back; null: it is not orphaned.</param>
public sealed record WhyAnswer(
    SessionAnswer Session, bool Covered, bool Drift, bool AllowOnAllVirtualKeys, IReadOnlyList<WhyKey> Keys, IReadOnlyList<Edit> WaysBack, IReadOnlyList<WhyMove> History, DateTimeOffset? PurgedAt)
{
    internal static WhyAnswer Of(CredentialStory story) => new(
        SessionAnswer.Of(story.Row), story.IsCovered, story.IsDrift, story.AllKeys,
        [.. story.Keys.Select(key => new WhyKey(key.Id, key.Name, key.Team, key.IsReached, key.Direct?.Names,
            [.. key.Profiles.Where(profile => profile.Tools is not null).Select(profile => new ProfileToolsAnswer(profile.Name, profile.Tools!.Names))]))],
        [.. story.WaysBack.Select(way => way.Edit)],
        [.. story.History.Select(move => new WhyMove(move.ChangeId, move.At, move.Actor, move.Move, move.Reason.Words(), move.From, move.Why))], story.PurgedAt);
}

/// <summary>A key through which a credential is, or would be, reached.</summary>
/// <param name="VirtualKeyId">The key's id.</param>
/// <param name="VirtualKeyName">Its name.</param>
/// <param name="Team">The group that owns it; null: a user or nobody does.</param>
/// <param name="Reached">It reaches the client.</param>
/// <param name="Direct">Tools of its own grant; null: none; empty: denied.</param>
/// <param name="Profiles">The access profiles that name the client for it.</param>
public sealed record WhyKey(string VirtualKeyId, string VirtualKeyName, string? Team, bool Reached, IReadOnlyList<string>? Direct, IReadOnlyList<ProfileToolsAnswer> Profiles);

/// <summary>A change that moved a credential.</summary>
/// <param name="ChangeId">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who committed it.</param>
/// <param name="Transition">What happened to the credential.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="From">Its status before.</param>
/// <param name="Why">Why, in the actor's words.</param>
public sealed record WhyMove(long ChangeId, DateTimeOffset At, string Actor, Move Transition, string Reason, CredentialStatus From, string? Why);
