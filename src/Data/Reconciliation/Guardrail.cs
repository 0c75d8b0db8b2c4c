using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>From how many lost credentials on an admin must type the number.</summary>
/// <param name="Credentials">More than so many.</param>
/// <param name="Share">More than this share of all stored credentials; above 0, at most 1.</param>
public sealed record GuardrailLimits(int Credentials, double Share);

/// <summary>Says whether a plan loses so much that it must be confirmed by number.</summary>
public sealed class Guardrail(IDbContextFactory<DashboardDbContext> contexts, GuardrailLimits limits)
{
    /// <summary>Whether losing so many is over it. Reads no more rows than the share needs.</summary>
    public async Task<bool> IsOverAsync(int lost, CancellationToken cancellation = default)
    {
        if (lost == 0 || lost > limits.Credentials)
            return lost > 0;
        var enough = (int)Math.Min(Math.Ceiling(lost / limits.Share), int.MaxValue);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var tokens = await db.OAuthTokens.OrderBy(row => row.McpClientId).Take(enough).CountAsync(cancellation);
        return tokens < enough && tokens + await db.HeaderCredentials.OrderBy(row => row.McpClientId).Take(enough).CountAsync(cancellation) < enough;
    }
}
