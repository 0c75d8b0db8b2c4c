using Gatehouse.Data.Settings;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>Says whether a plan loses so much that it must be confirmed by number.</summary>
public sealed class Guardrail(IDbContextFactory<DashboardDbContext> contexts, SettingQueries settings)
{
    /// <summary>Whether losing so many is over it. Reads no more rows than the share needs.</summary>
    public async Task<bool> IsOverAsync(int lost, CancellationToken cancellation = default)
    {
        if (lost == 0)
            return false;
        var limits = await settings.NowAsync(cancellation);
        if (lost > limits.GuardrailCredentials)
            return true;
        var enough = (int)Math.Min(Math.Ceiling(lost / limits.GuardrailShare), int.MaxValue);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var tokens = await db.OAuthTokens.OrderBy(row => row.McpClientId).Take(enough).CountAsync(cancellation);
        return tokens < enough && tokens + await db.HeaderCredentials.OrderBy(row => row.McpClientId).Take(enough).CountAsync(cancellation) < enough;
    }
}
