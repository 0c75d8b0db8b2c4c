using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Tokens;

/// <summary>Whom a token that is good stands for.</summary>
/// <param name="Id">Public id of the token.</param>
/// <param name="Name">Its name: who did it, on record.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
public sealed record TokenHolder(string Id, string Name, Role Role, DateTimeOffset? LastUsedAt);

/// <summary>Makes and revokes API tokens, and knows one when it is shown. There is no cache: a revoked token is refused at once on every process.</summary>
public sealed class ApiTokenStore(IDbContextFactory<DashboardDbContext> contexts, Writes writes, TimeProvider clock)
{
    public const int LongestName = 100;

    private const string Mark = "gh_";
    private const int Shown = 8;

    /// <summary>Makes a token of 256 random bits; its text is the answer's secret, once.</summary>
    /// <param name="actor">Who makes it.</param>
    /// <param name="name">1 to <see cref="LongestName"/> characters; of tokens that are not revoked no other has it.</param>
    /// <param name="role">What its holder may do.</param>
    /// <param name="expiresAt">In the future; null: never.</param>
    /// <param name="cancellation">Cancels before it is written.</param>
    public Task<EditOutcome> CreateAsync(Actor actor, string name, Role role, DateTimeOffset? expiresAt, CancellationToken cancellation = default) =>
        writes.EditAsync(actor, Role.Admin, async step =>
    {
        var (db, now, said) = (step.Db, step.Now, name.Trim());
        if (said.Length is 0 or > LongestName || said.Any(char.IsControl))
            return new EditOutcome.Refused("name", $"Give it a name of 1 to {LongestName} characters.");
        if (!Enum.IsDefined(role))
            return new EditOutcome.Refused("role", "The role is viewer, operator or admin.");
        if (expiresAt <= now)
            return new EditOutcome.Refused("expires_at", "It would have expired already. Name a time in the future, or none.");
        var token = SecretHash.NewSecret(Mark);
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
            CreatedBy = actor.Name,
            ExpiresAt = expiresAt,
        };
        db.ApiTokens.Add(made);
        await db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.TokenMade, null, made.PublicId, said)
            .With(("role", null, role.ToString().ToLowerInvariant()), ("expires_at", null, RecordEntry.Text(expiresAt))));
        step.LeavesPolicy();
        return new EditOutcome.Done(made.PublicId, token);
    }, cancellation);

    /// <summary>Refuses it from now on, everywhere. Done already counts as done.</summary>
    public Task<EditOutcome> RevokeAsync(Actor actor, string id, CancellationToken cancellation = default) => writes.EditAsync(actor, Role.Admin, async step =>
    {
        if (await step.Db.ApiTokens.FirstOrDefaultAsync(row => row.PublicId == id, cancellation) is not { } token)
            return new EditOutcome.Gone();
        step.LeavesPolicy();
        if (token.RevokedAt is not null)
        {
            step.OffRecord("It was revoked before, and that is on record.");
            return new EditOutcome.Done(id);
        }
        (token.RevokedAt, token.RevokedBy) = (step.Now, actor.Name);
        await step.Db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.TokenRevoked, null, id, token.Name).With(("revoked", RecordEntry.Text(false), RecordEntry.Text(true))));
        return new EditOutcome.Done(id);
    }, cancellation);

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
    /// <returns>Done, or why it could not be noted.</returns>
    public Task<EditOutcome> UsedAsync(string id, DateTimeOffset at, CancellationToken cancellation = default) => writes.EditAsync(Actor.Program, Role.Admin, async step =>
    {
        DateTimeOffset? used = at;
        await step.Db.ApiTokens.Where(token => token.PublicId == id && (token.LastUsedAt == null || token.LastUsedAt < used))
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, used), cancellation);
        step.OffRecord("What a token does is on record; that it was used is not.");
        step.LeavesPolicy();
        return new EditOutcome.Done(id);
    }, cancellation);

    private static EditOutcome.Refused Taken(string name) =>
        new("name", $"There is a token \"{name}\" already. Revoke it first, or choose another name.", IsTaken: true);
}
