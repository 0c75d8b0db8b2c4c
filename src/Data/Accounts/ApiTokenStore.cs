using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Accounts;

/// <summary>Whom a token that is good stands for.</summary>
/// <param name="Id">Public id of the token.</param>
/// <param name="Name">Its name: who did it, on record.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
public sealed record TokenHolder(string Id, string Name, Role Role, DateTimeOffset? LastUsedAt);

/// <summary>Makes and revokes API tokens, and knows one when it is shown. There is no cache: a revoked token is refused at once on every process.</summary>
public sealed class ApiTokenStore(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    public const int LongestName = 100;

    private const string Mark = "gh_";
    private const int Shown = 8;

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
        var token = SecretHash.NewSecret(Mark);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.ApiTokens.AnyAsync(known => known.Name == said && known.RevokedAt == null, cancellation))
            return Taken(said);
        var made = new ApiToken
        {
            PublicId = Ids.New("tok"),
            Name = said,
            Role = role,
            Prefix = token[..(Mark.Length + Shown)],
            Hash = SecretHash.Of(token),
            CreatedAt = now,
            CreatedBy = by,
            ExpiresAt = expiresAt,
        };
        db.ApiTokens.Add(made);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (db.ApiTokens.Any(known => known.Name == said && known.RevokedAt == null))
        {
            // Somebody made one of that name at the same moment.
            return Taken(said);
        }
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

    /// <summary>Whom <paramref name="token"/> stands for; null: nobody, or it is revoked or has expired. Found by its hash, so that no comparison tells how near a guess was.</summary>
    public async Task<TokenHolder?> KnowAsync(string token, CancellationToken cancellation = default)
    {
        if (!token.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var (now, hash) = (clock.GetUtcNow(), SecretHash.Of(token));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ApiTokens.Where(row => row.Hash == hash && row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now))
            .Select(row => new TokenHolder(row.PublicId, row.Name, row.Role, row.LastUsedAt)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Notes when a token was used last; a time before the one on record changes nothing.</summary>
    public async Task UsedAsync(string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        DateTimeOffset? used = at;
        await db.ApiTokens.Where(token => token.PublicId == id && (token.LastUsedAt == null || token.LastUsedAt < used))
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, used), cancellation);
    }

    private static EditOutcome.Refused Taken(string name) =>
        new("name", $"There is a token \"{name}\" already. Revoke it first, or choose another name.");
}
