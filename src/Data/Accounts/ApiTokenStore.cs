using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Accounts;

/// <summary>API tokens as lists show them.</summary>
/// <param name="Id">Id outside.</param>
/// <param name="Name">Its name in the record.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Prefix">First characters of the token.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">From then on it is refused; null: never.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="RevokedAt">Refused since; null: it is not revoked.</param>
/// <param name="RevokedBy">Who revoked it.</param>
public sealed record ApiTokenItem(
    string Id, string Name, Role Role, string Prefix, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? RevokedBy);

/// <summary>Whom a token that is good stands for.</summary>
public sealed record TokenHolder(string Id, string Name, Role Role);

/// <summary>Makes, lists and revokes API tokens, and knows one when it is shown. There is no cache: a revoked token is refused at once on every process.</summary>
public sealed class ApiTokenStore(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    public const int LongestName = 100;

    private const string Mark = "gh_";
    private const int Shown = 8;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token of 256 random bits; its text is the answer's secret, once.</summary>
    /// <param name="name">1 to <see cref="LongestName"/> characters; of tokens that are not revoked no other has it.</param>
    /// <param name="role">What its holder may do.</param>
    /// <param name="expiresAt">In the future; null: never.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellation">Cancels before it is written.</param>
    public async Task<EditOutcome> CreateAsync(string name, Role role, DateTimeOffset? expiresAt, string by, CancellationToken cancellation = default)
    {
        var (now, said) = (clock.GetUtcNow(), name.Trim());
        if (said.Length is 0 or > LongestName || said.Any(char.IsControl))
            return new EditOutcome.Refused("name", $"Give it a name of 1 to {LongestName} characters.");
        if (!Enum.IsDefined(role))
            return new EditOutcome.Refused("role", "The role is viewer, operator or admin.");
        if (expiresAt <= now)
            return new EditOutcome.Refused("expires_at", "It would have expired already. Name a time in the future, or none.");
        var token = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.ApiTokens.AnyAsync(known => known.Name == said && known.RevokedAt == null, cancellation))
            return new EditOutcome.Refused("name", $"There is a token \"{said}\" already. Revoke it first, or choose another name.");
        var made = new ApiToken
        {
            PublicId = Ids.New("tok"),
            Name = said,
            Role = role,
            Prefix = token[..(Mark.Length + Shown)],
            Hash = Hash(token),
            CreatedAt = now,
            CreatedBy = by,
            ExpiresAt = expiresAt,
        };
        db.ApiTokens.Add(made);
        await db.SaveChangesAsync(cancellation);
        return new EditOutcome.Done(made.PublicId, token);
    }

    /// <summary>Refuses it from now on, everywhere. Done already counts as done.</summary>
    public async Task<EditOutcome> RevokeAsync(string id, string by, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.ApiTokens.Where(token => token.PublicId == id && token.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now).SetProperty(token => token.RevokedBy, by), cancellation);
        return await db.ApiTokens.AnyAsync(token => token.PublicId == id, cancellation) ? new EditOutcome.Done(id) : new EditOutcome.Gone();
    }

    /// <summary>Every token, those that work first, the newest first.</summary>
    public async Task<IReadOnlyList<ApiTokenItem>> ListAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ApiTokens.OrderBy(token => token.RevokedAt != null).ThenByDescending(token => token.Id)
            .Select(token => new ApiTokenItem(
                token.PublicId, token.Name, token.Role, token.Prefix, token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.LastUsedAt, token.RevokedAt, token.RevokedBy))
            .ToArrayAsync(cancellation);
    }

    /// <summary>Whom <paramref name="token"/> stands for; null: nobody, or it is revoked or has expired. Found by its hash, so that no comparison tells how near a guess was.</summary>
    public async Task<TokenHolder?> KnowAsync(string token, CancellationToken cancellation = default)
    {
        if (!token.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var (now, hash) = (clock.GetUtcNow(), Hash(token));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var known = await db.ApiTokens.Where(row => row.Hash == hash && row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now))
            .Select(row => new { row.PublicId, row.Name, row.Role, row.LastUsedAt }).FirstOrDefaultAsync(cancellation);
        if (known is null)
            return null;
        if (known.LastUsedAt is null || now - known.LastUsedAt >= Minute)
            await db.ApiTokens.Where(row => row.Hash == hash).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), cancellation);
        return new(known.PublicId, known.Name, known.Role);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
