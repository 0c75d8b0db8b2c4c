using System.Security.Cryptography;
using Gatehouse.Data;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// The one-time link that makes the first admin: 256 random bits, kept as a hash in memory only. It is void as soon as any admin exists, and not before:
/// an attempt that was refused leaves it good.
/// </summary>
public sealed class SetUpToken(IDbContextFactory<DashboardDbContext> contexts)
{
    private byte[]? hash;

    /// <summary>A new token, or null when there is an admin already.</summary>
    public async Task<string?> OfferAsync()
    {
        if (await IsSetUpAsync())
            return null;
        var token = SecretHash.NewSecret();
        hash = SecretHash.Of(token);
        return token;
    }

    /// <summary>Whether <paramref name="token"/> is the one offered and still good. Compared in constant time.</summary>
    public async Task<bool> IsGoodAsync(string? token) =>
        token is not null && hash is { } offered && CryptographicOperations.FixedTimeEquals(SecretHash.Of(token), offered) && !await IsSetUpAsync();

    /// <summary>There is somebody who can sign in.</summary>
    public async Task<bool> IsSetUpAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Users.AnyAsync();
    }
}
