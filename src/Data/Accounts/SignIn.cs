using System.Linq.Expressions;

namespace Gatehouse.Data.Accounts;

/// <summary>Somebody signed in with a browser. The browser's cookie holds a secret and nothing else: what it may do stands here, and ends here.</summary>
public sealed class SignIn
{
    public int Id { get; init; }

    /// <summary>Id outside.</summary>
    public required string PublicId { get; init; }

    /// <summary>SHA-256 of the cookie's secret. It is 256 random bits, so nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }

    public required string AdminId { get; init; }

    /// <summary>The account's security stamp at that time: with another password or role the account has another one, and this sign-in is over.</summary>
    public required string Stamp { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    /// <summary>To the minute, so that reading does not write at each request.</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When the password was given last.</summary>
    public DateTimeOffset PasswordAt { get; init; }

    /// <summary>Signed out, or ended by somebody.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where from; null: not known.</summary>
    public string? Address { get; init; }

    /// <summary>The browser in words: "Firefox on Linux".</summary>
    public required string Browser { get; init; }
}

/// <summary>How long a sign-in lasts.</summary>
/// <param name="Longest">From the password on, whatever is done meanwhile.</param>
/// <param name="Idle">Without a request or an event of a page.</param>
public sealed record SignInLimits(TimeSpan Longest, TimeSpan Idle)
{
    /// <summary>How long the rows of sign-ins that are over are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // When a sign-in was seen last is known to the minute and written behind the answer.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>Whether a sign-in still counts at <paramref name="now"/>; its account and stamp are asked beside it.</summary>
    public Expression<Func<SignIn, bool>> IsOpen(DateTimeOffset now)
    {
        var (made, seen) = (now - Longest, now - Idle - Slack);
        return row => row.EndedAt == null && row.MadeAt > made && row.LastSeenAt > seen;
    }
}
