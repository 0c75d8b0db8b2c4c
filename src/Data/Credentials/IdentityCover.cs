using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Credentials;

/// <summary>Whether Cover reaches one identity for one MCP client, in the transaction of the caller.</summary>
internal static class IdentityCover
{
    /// <summary>A session carries no access model: nothing is asked of it.</summary>
    public static async Task<bool> CoversAsync(
        this PolicyRows policy, int mcpClientId, IdentityKind kind, int identityId, CancellationToken cancellation)
    {
        if (kind == IdentityKind.Session)
            return true;
        int[] keys = kind == IdentityKind.VirtualKey
            ? [identityId]
            : await policy.PeopleOfKeys().Where(person => person.UserId == identityId).Select(person => person.VirtualKeyId).ToArrayAsync(cancellation);
        return await policy.Reached(PolicyOverlay.None)
            .AnyAsync(reach => reach.McpClientId == mcpClientId && keys.Contains(reach.VirtualKeyId), cancellation);
    }
}
