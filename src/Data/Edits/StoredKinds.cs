using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Edits;

/// <summary>What is stored for an MCP client that an auth type has no use for.</summary>
internal static class StoredKinds
{
    /// <summary>
    /// An auth type that is changed moves no credential. Where it would leave some that nothing could use or take away, it is refused:
    /// the way on is a review, which shows whose they are.
    /// </summary>
    public static async Task<EditOutcome.Refused?> RefuseAsync(DashboardDbContext db, int client, AuthType after, CancellationToken cancellation)
    {
        var left = new List<string>();
        if (after != AuthType.PerUserOAuth)
        {
            Add(left, await db.OAuthTokens.CountAsync(row => row.McpClientId == client, cancellation), Facts(CredentialKind.OAuthToken).Name);
            Add(left, await db.OAuthFlows.CountAsync(row => row.McpClientId == client && row.Status == FlowStatus.Pending, cancellation), $"pending {Facts(CredentialKind.OAuthFlow).Name}");
        }
        if (after != AuthType.PerUserHeaders)
        {
            Add(left, await db.HeaderCredentials.CountAsync(row => row.McpClientId == client, cancellation), Facts(CredentialKind.HeaderCredential).Name);
            Add(left, await db.HeaderFlows.CountAsync(row => row.McpClientId == client && row.Status == FlowStatus.Pending, cancellation), $"pending {Facts(CredentialKind.HeaderFlow).Name}");
        }
        return left.Count == 0 ? null : new("auth_type",
            $"{string.Join(" and ", left)} would be left with nothing to use them. Make a second MCP client with the other auth type, share it, and delete this one: that review shows whose they are.");
    }

    private static CredentialFacts Facts(CredentialKind kind) => CredentialFacts.Of(kind);

    private static void Add(List<string> left, int count, string what)
    {
        if (count > 0)
            left.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}"));
    }
}
