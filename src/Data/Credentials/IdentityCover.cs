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
        foreach (var key in keys)
            if (await policy.Between(key, mcpClientId).Reached().AnyAsync(cancellation))
                return true;
        return false;
    }

    /// <summary>Policy between one key and one client: nothing else is worked out.</summary>
    public static PolicyRows Between(this PolicyRows policy, int virtualKeyId, int mcpClientId) => policy.OfKey(virtualKeyId) with
    {
        Clients = policy.Clients.Where(client => client.Id == mcpClientId),
        Grants = policy.Grants.Where(grant => grant.VirtualKeyId == virtualKeyId && grant.McpClientId == mcpClientId),
        Content = policy.Content.Where(named => named.McpClientId == mcpClientId),
    };
}
