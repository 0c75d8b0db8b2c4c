using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>From how many lost credentials on an admin must type the number: a count, or a share of all there are.</summary>
public sealed record Guardrail(int Credentials, double Share)
{
    /// <summary>Whether losing so many is over it. Reads no more rows than the share needs.</summary>
    public async Task<bool> IsOverAsync(IDbContextFactory<DashboardDbContext> contexts, int lost, CancellationToken cancellation = default)
    {
        if (lost == 0 || lost > Credentials)
            return lost > 0;
        var enough = (int)Math.Min(Math.Ceiling(lost / Share), int.MaxValue);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var tokens = await db.OAuthTokens.Take(enough).CountAsync(cancellation);
        return tokens < enough && tokens + await db.HeaderCredentials.Take(enough).CountAsync(cancellation) < enough;
    }
}
