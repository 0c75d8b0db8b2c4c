using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.SignIns;

/// <summary>What an actor may do now, from the tables: an account that lost its role, a sign-in that is over, a token that is revoked may do nothing more.</summary>
public static class ActorRoles
{
    /// <summary>Asked inside the transaction of each write. Null: nothing any more.</summary>
    public static async Task<Role?> OfAsync(DashboardDbContext db, Actor actor, DateTimeOffset now, CancellationToken cancellation) => actor switch
    {
        // A command on the host, or the program itself: no row says what they may.
        { Id: null } => actor.Role,
        { IsToken: true } => await db.ApiTokens
            .Where(token => token.PublicId == actor.Id && token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now))
            .Select(token => (Role?)token.Role).FirstOrDefaultAsync(cancellation),
        { SignInId: { } signIn } => await db.OpenSignIns(row => row.Id == signIn && row.EndedAt == null)
            .Where(pair => pair.Admin.Id == actor.Id).Select(pair => (Role?)pair.Admin.Role).FirstOrDefaultAsync(cancellation),
        _ => await db.Users.Where(account => account.Id == actor.Id).Select(account => (Role?)account.Role).FirstOrDefaultAsync(cancellation),
    };
}
