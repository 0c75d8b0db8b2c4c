using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;

namespace Gatehouse.Data.Reads.Overview;

/// <summary>What stands at one moment, and what the last weeks did.</summary>
/// <param name="At">The moment.</param>
/// <param name="VirtualKeys">How many there are.</param>
/// <param name="McpClients">How many there are.</param>
/// <param name="OAuthTokens">Stored tokens by status.</param>
/// <param name="HeaderCredentials">Stored header credentials by status.</param>
/// <param name="Pending">Sign-ins and header submissions that somebody has not finished.</param>
/// <param name="Days">What was orphaned and reactivated, one for each of the last <see cref="OverviewQueries.Days"/> days, today last.</param>
/// <param name="Due">Orphans that come to the end of their time within a week.</param>
/// <param name="Expiring">Virtual keys that expire within a week.</param>
public sealed record OverviewFacts(
    DateTimeOffset At, int VirtualKeys, int McpClients, StatusCounts OAuthTokens, StatusCounts HeaderCredentials,
    PendingFlows Pending, IReadOnlyList<DayOfMoves> Days, DueOrphans Due, ExpiringKeys Expiring)
{
    /// <summary>Stored credentials of both kinds by status.</summary>
    public StatusCounts Stored => OAuthTokens + HeaderCredentials;

    /// <summary>Nobody has put anything in yet.</summary>
    public bool IsFirstStart => VirtualKeys == 0 && McpClients == 0 && Stored.Total == 0;
}

/// <summary>Credentials orphaned and reactivated on one day (UTC), as the record says.</summary>
public sealed record DayOfMoves(DateOnly Day, int Orphaned, int Reactivated);

/// <summary>Orphans at the end of the time that they are kept for.</summary>
/// <param name="Overdue">Their time was over before today.</param>
/// <param name="Days">One for each of seven days, today first.</param>
public sealed record DueOrphans(int Overdue, IReadOnlyList<DueDay> Days)
{
    public int ThisWeek => Days.Sum(day => day.Count);
}

/// <summary>Orphans whose time ends on one day (UTC).</summary>
public sealed record DueDay(DateOnly Day, int Count);

/// <summary>Flows that somebody has not finished.</summary>
/// <param name="Total">How many.</param>
/// <param name="EndSoon">Of these, how many end within five minutes.</param>
/// <param name="Ended">Of these, how many nobody can finish any more.</param>
/// <param name="Next">Those that end next.</param>
public sealed record PendingFlows(int Total, int EndSoon, int Ended, IReadOnlyList<PendingFlow> Next);

/// <summary>A flow somebody has not finished.</summary>
/// <param name="Who">The person, the key or the session.</param>
/// <param name="ClientId">Public id of the MCP client.</param>
/// <param name="Client">Its name.</param>
/// <param name="Kind">Sign-in or header submission.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record PendingFlow(string Who, string ClientId, string Client, CredentialKind Kind, DateTimeOffset ExpiresAt);

/// <summary>Virtual keys that work and expire within a week.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">Name of the one that expires first.</param>
/// <param name="At">When it does.</param>
public sealed record ExpiringKeys(int Count, string? First, DateTimeOffset? At);
